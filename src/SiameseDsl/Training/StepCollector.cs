using System.Runtime;

namespace SiameseDsl.Training;

/// <summary>
/// Lets the garbage collector run between a training's steps alone, on its own thread. TorchSharp gives native code the address of a <c>Scalar</c> (each number in <c>x / 2</c>, and the factor 1 within
/// <c>a + b</c>) or of a tensor that lies between two calls (<c>x.detach().contiguous()</c>) without keeping the object alive: when the collector stops the process during that call, the finalizer can free
/// the number or the tensor before it is read, and Torch fails with "Unknown scalar type" or with an access violation. The collector stops it there when another thread allocates too much, such as the
/// compiler's in the background, or for the second half of a collection that goes on in the background. So collections in the background are off for as long as this lives, and one that the training asks
/// for between two steps comes before another thread needs one.
/// </summary>
internal sealed class StepCollector : IDisposable
{
    /// <summary>Bytes allocated between two collections: well below what the collector itself waits for, and enough that collecting takes no time worth counting.</summary>
    private const long Interval = 1 << 20;

    // The mode is the process's, and trainings may run beside each other: the first changes it, the last gives it back.
    private static readonly Lock Gate = new();
    private static int trainings;
    private static bool isChanged;

    private long mark = GC.GetAllocatedBytesForCurrentThread();
    private bool isDisposed;

    /// <summary>Ends collections in the background. A mode that the program chose itself stays.</summary>
    public StepCollector()
    {
        lock (Gate)
        {
            if (trainings++ == 0 && GCSettings.LatencyMode == GCLatencyMode.Interactive)
            {
                GCSettings.LatencyMode = GCLatencyMode.Batch;
                isChanged = true;
            }
        }
    }

    /// <summary>Between two steps, on the training's thread, when no native call is under way on it.</summary>
    /// <returns>Whether enough was allocated on this thread, so that the collector ran.</returns>
    public bool Collect()
    {
        if (GC.GetAllocatedBytesForCurrentThread() - mark < Interval)
        {
            return false;
        }

        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        mark = GC.GetAllocatedBytesForCurrentThread();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            if (!isDisposed && --trainings == 0 && isChanged)
            {
                isChanged = false;
                if (GCSettings.LatencyMode == GCLatencyMode.Batch)
                {
                    GCSettings.LatencyMode = GCLatencyMode.Interactive;
                }
            }

            isDisposed = true;
        }
    }
}
