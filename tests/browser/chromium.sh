# Finds a Chromium for the browser tests; installs Debian's when it is missing and can be.
found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
found >/dev/null && fc-list 2>/dev/null | grep -qi cjk && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium and a Chinese font for the browser tests ..."
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null 2>&1
fi
found >/dev/null && exit 0
echo "NOTICE: there is no Chromium on this machine and it could not be installed: the browser tests are skipped."
echo "        Install the package 'chromium' (as root) and run 'make test' again."
[ "$ATLAS_BROWSER" != required ]
