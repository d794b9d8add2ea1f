using SiameseDsl.Training;

namespace SiameseDsl.Tests.Training;

public sealed class StepCollectorTests
{
    [Fact]
    public void AMegabyteOfThisThreadIsCollectedAndLessIsLeftAlone()
    {
        var collector = new StepCollector();
        Allocate(500_000);
        Assert.False(collector.Collect());

        int before = GC.CollectionCount(0);
        Allocate(600_000);
        Assert.True(collector.Collect());
        Assert.True(GC.CollectionCount(0) > before);
        Assert.False(collector.Collect());

        // Now and then the runtime begins a collection in the background instead, which leaves what is youngest.
        int collected = 0;
        for (int i = 0; i < 10; i++)
        {
            WeakReference dead = Allocate(1_200_000);
            Assert.True(collector.Collect());
            collected += dead.IsAlive ? 0 : 1;
        }

        Assert.InRange(collected, 7, 10);
    }

    // In blocks of the small-object heap, and where no caller's frame holds the last one.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Allocate(int bytes)
    {
        byte[] last = [];
        for (int i = 0; i < bytes / 1000; i++)
        {
            last = new byte[1000];
        }

        return new WeakReference(last);
    }
}
