package dev.gatehouse.server.config;

/**
 * Something that works and is probably not meant.
 *
 * @param key the full key it is about
 * @param text one sentence for people
 */
public record Warning(String key, String text) {
    @Override
    public String toString() {
        return key + ": " + text;
    }
}
