package dev.gatehouse.operate.setup;

/**
 * A client secret that was just made.
 *
 * @param ends as the directory says
 */
public record NewSecret(String value, String ends) {
    @Override
    public String toString() {
        return "NewSecret[until " + ends + "]";
    }
}
