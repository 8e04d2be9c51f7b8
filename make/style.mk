# Rebuilds html/assets from html/style with the packages of html/style/package-lock.json. Needs Node 18 or newer;
# only whoever changes a style or takes a newer GOV.UK Frontend runs it, and keeps what it makes in the repository.
assets:
	cd html/style && npm ci --no-audit --no-fund --loglevel=error
	cd html/style && npx sass --no-source-map --style=compressed --quiet-deps --load-path=. app.scss ../assets/app.css
	sed -i -E 's#url\("?/assets/images/[^)]*\)#none#g' html/assets/app.css  # no crest, no icons: html/style/_own.scss
	cd html/style && npx esbuild app.js --bundle --minify --format=esm --legal-comments=none --outfile=../assets/app.js
	cp html/style/start.js html/style/icon.svg html/assets/
	@! grep -qi 'gds transport\|fonts/' html/assets/app.css || { echo 'html/assets/app.css asks for the GOV.UK font'; exit 1; }
	@ls -l html/assets
.PHONY: assets
