package dev.gatehouse.testkit;

import dev.gatehouse.kernel.ShortLivedState;

final class InMemoryStateTest extends ShortLivedStateContract {
    @Override
    protected ShortLivedState create(TestClock source) {
        return new InMemoryState(source);
    }
}
