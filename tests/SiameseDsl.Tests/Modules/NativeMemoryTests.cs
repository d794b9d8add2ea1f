using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Modules;

public sealed class NativeMemoryTests
{
    [Fact]
    public void Memory_of_a_freed_tensor_is_used_again_without_the_kernel()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        TorchBackend.EnsureLoaded();
        Assert.Equal(NativeMemory.IsFree(Environment.GetEnvironmentVariables()), NativeMemory.KeepFreed());
        if (!NativeMemory.KeepFreed())
        {
            return;
        }

        set_num_threads(1);
        const int megabytes = 48;
        Fill();
        Fill();

        // Taken anew from the system, each of the ten would cost 12,288 pages of 4 KB. Other tests may take the freed memory meanwhile, so the best of some trials counts.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => PageFaultsOfTen()), 0, 12_287);

        static long PageFaultsOfTen()
        {
            long before = PageFaults();
            for (int i = 0; i < 10; i++)
            {
                Fill();
            }

            return PageFaults() - before;
        }

        static void Fill() => ones(megabytes << 18).Dispose();

        // The tenth value of proc(5)'s stat, behind a name that may hold spaces.
        static long PageFaults()
        {
            string stat = File.ReadAllText("/proc/thread-self/stat");
            return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[7], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Theory]
    [InlineData("MALLOC_TRIM_THRESHOLD_", false)]
    [InlineData("MALLOC_ARENA_MAX_", false)]
    [InlineData("GLIBC_TUNABLES", false)]
    [InlineData("MALLOC_OTHER", true)]
    [InlineData("PATH", true)]
    public void Whoever_sets_the_allocator_is_left_alone(string variable, bool isFree)
        => Assert.Equal(isFree, NativeMemory.IsFree(new Dictionary<string, string> { [variable] = "1", ["HOME"] = "/" }));
}
