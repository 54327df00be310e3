package dev.gatehouse.operate.setup;

/** Where a page that signs in by itself comes back to: the platform "Single-page application". */
final class SinglePageRedirects implements Part {
    @Override
    public String name() {
        return "single-page redirects";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        return new Redirects(current, "spa")
                .with(wanted.spa(), "single-page redirect")
                .difference(current, "spa");
    }
}
