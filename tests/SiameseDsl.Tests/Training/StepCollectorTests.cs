using System.Runtime;
using SiameseDsl.Training;

namespace SiameseDsl.Tests.Training;

public sealed class StepCollectorTests
{
    [Fact]
    public void AMegabyteOfThisThreadIsCollectedAndLessIsLeftAlone()
    {
        using var collector = new StepCollector();
        Allocate(500_000);
        Assert.False(collector.Collect());

        int before = GC.CollectionCount(0);
        Allocate(600_000);
        Assert.True(collector.Collect());
        Assert.True(GC.CollectionCount(0) > before);
        Assert.False(collector.Collect());

        // Never one in the background instead, which would leave what is youngest.
        for (int i = 0; i < 20; i++)
        {
            WeakReference dead = Allocate(1_200_000);
            Assert.True(collector.Collect());
            Assert.False(dead.IsAlive);
        }
    }

    [Fact]
    public void CollectionsInTheBackgroundAreOffUntilTheLastTrainingEnds()
    {
        var first = new StepCollector();
        var second = new StepCollector();
        Assert.Equal(GCLatencyMode.Batch, GCSettings.LatencyMode);

        first.Dispose();
        first.Dispose();
        Assert.Equal(GCLatencyMode.Batch, GCSettings.LatencyMode);

        int before = GC.CollectionCount(2);
        GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        Assert.True(GC.CollectionCount(2) > before);
        Assert.False(GC.GetGCMemoryInfo(GCKind.Any).Concurrent);
        second.Dispose();
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
