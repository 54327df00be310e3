package dev.gatehouse.server.desk;

import dev.gatehouse.act.upstreams.TargetPath;
import dev.gatehouse.act.upstreams.Upstream;
import dev.gatehouse.server.http.FrontDoor;
import dev.gatehouse.server.http.StreamDoor;

/** Where a rule leads. */
public sealed interface Destination {
    /** To Gatehouse's own page or API call. */
    record Door(FrontDoor door) implements Destination {}

    /** To a stream of events of Gatehouse's own. */
    record Stream(StreamDoor door) implements Destination {}

    /**
     * To an upstream.
     *
     * @param stripPrefix taken off the path before it is joined to the upstream's; empty for
     *     nothing
     */
    record Proxied(Upstream upstream, String stripPrefix, TargetPath target)
            implements Destination {
        public Proxied(Upstream upstream, String stripPrefix) {
            this(upstream, stripPrefix, new TargetPath(upstream, stripPrefix));
        }
    }
}
