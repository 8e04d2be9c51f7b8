-- Somebody goes to the provider.
-- in: state_hash text, nonce_hash text, verifier text, next text, made ms, is_again flag
insert into oidc_flow (state_hash, nonce_hash, verifier, next, made, is_again) values (:state_hash, :nonce_hash, :verifier, :next, :made, :is_again)
