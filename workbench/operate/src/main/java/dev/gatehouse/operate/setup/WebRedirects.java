package dev.gatehouse.operate.setup;

/** Where people and administrators come back to: the platform "Web". */
final class WebRedirects implements Part {
    @Override
    public String name() {
        return "web redirects";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        var redirects = new Redirects(current, "web").with(wanted.web(), "web redirect");
        wanted.logout().ifPresent(redirects::withLogout);
        return redirects.difference(current, "web");
    }
}
