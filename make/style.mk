# Rebuilds html/assets from tools/style with the packages of tools/style/package-lock.json. Needs Node 18 or newer;
# only whoever changes a style or takes a newer GOV.UK Frontend runs it, and keeps what it makes in the repository.
assets:
	cd tools/style && npm ci --no-audit --no-fund --loglevel=error
	cd tools/style && npx sass --no-source-map --style=compressed --quiet-deps --load-path=. app.scss ../../html/assets/app.css
	sed -i -E 's#url\("?/assets/images/[^)]*\)#none#g' html/assets/app.css  # no crest, no icons: tools/style/_own.scss
	cd tools/style && npx esbuild app.js --bundle --minify --format=esm --legal-comments=none --outfile=../../html/assets/app.js
	cp tools/style/start.js tools/style/icon.svg html/assets/
	@! grep -qi 'gds transport\|fonts/' html/assets/app.css || { echo 'html/assets/app.css asks for the GOV.UK font'; exit 1; }
	@ls -l html/assets
.PHONY: assets
