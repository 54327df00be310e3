package dev.gatehouse.operate.monitor;

import dev.gatehouse.operate.arm.AzureNames;
import java.util.List;

/**
 * What a card is asked to show. All names are checked ({@link AzureNames}).
 *
 * @param target the subscription and group, and for whom
 * @param names of resources, without repeats; none means all of the group
 * @param expected images that ought to be in a registry
 * @param fresh whether only a new look will do
 */
public record CardQuery(Target target, List<String> names, List<Image> expected, boolean fresh) {
    /** How many resources one card shows at most. */
    public static final int MOST = 100;

    public CardQuery {
        names = List.copyOf(names);
        expected = List.copyOf(expected);
        if (names.size() > MOST || expected.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " names");
        }
    }

    /** An image that ought to be there. */
    public record Image(String repository, String tag) {
        public Image {
            if (!AzureNames.isRepository(repository) || !AzureNames.isTag(tag)) {
                throw new IllegalArgumentException("no image: " + repository + ":" + tag);
            }
        }
    }

    /** What makes two looks the same: all but who asks and how fresh it must be. */
    record Kept(
            String kind,
            boolean browser,
            String subscription,
            String group,
            List<String> names,
            List<Image> expected) {}

    Kept kept(String kind) {
        return new Kept(
                kind, target.browser(), target.subscription(), target.group(), names, expected);
    }
}
