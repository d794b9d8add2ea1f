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

        WeakReference dead = Allocate(600_000);
        int before = GC.CollectionCount(0);
        Assert.True(collector.Collect());
        Assert.True(GC.CollectionCount(0) > before);
        Assert.False(dead.IsAlive);
        Assert.False(collector.Collect());
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
