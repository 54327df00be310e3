package dev.gatehouse.server.http;

/** One of Gatehouse's own pages or API calls. Blocking; runs on a virtual thread. */
@FunctionalInterface
public interface FrontDoor {
    Answer answer(Call call);
}
