# `make install` as a package does: DESTDIR=... prefix=/usr. Starts nothing and changes no user.
prefix ?= /usr
install: build/waymark
	install -D -m 0755 build/waymark $(DESTDIR)$(prefix)/bin/waymark
	install -D -m 0644 deploy/waymark.service $(DESTDIR)/usr/lib/systemd/system/waymark.service
	[ -e $(DESTDIR)/etc/waymark/waymark.conf ] || install -D -m 0640 deploy/waymark.conf $(DESTDIR)/etc/waymark/waymark.conf
	install -D -m 0644 deploy/nginx.conf $(DESTDIR)/usr/share/doc/waymark/nginx.conf
	install -D -m 0644 deploy/waymark-proxy.conf $(DESTDIR)/usr/share/doc/waymark/waymark-proxy.conf
	install -m 0644 LICENSE CHANGELOG.md docs/*.md $(DESTDIR)/usr/share/doc/waymark/
	install -d -m 0700 $(DESTDIR)/var/lib/waymark
.PHONY: install
