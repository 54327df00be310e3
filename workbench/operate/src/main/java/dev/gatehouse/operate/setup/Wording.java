package dev.gatehouse.operate.setup;

/** What people read on consent pages and in the portal. The same in every form of a plan. */
final class Wording {
    static final String SCOPE_TITLE = "Use Gatehouse";
    static final String SCOPE_FOR_ADMINS = "Call Gatehouse as the signed-in user.";
    static final String SCOPE_FOR_USERS = "Call Gatehouse as you.";
    static final String SECRET_NAME = "gatehouse setup";

    private Wording() {}
}
