namespace SiameseDsl.Training;

/// <summary>
/// Collects the short-lived objects of a training between its steps, on its own thread. TorchSharp gives native code the address of a <c>Scalar</c> (each number in <c>x / 2</c>, and the factor 1 within
/// <c>a + b</c>) without keeping the object alive: when another thread's allocation, such as the compiler's in the background, makes the collector run during that call, the finalizer can free the number
/// before it is read, and Torch fails with "Unknown scalar type". A collection that the training asks for between two steps comes before another thread needs one.
/// </summary>
internal sealed class StepCollector
{
    /// <summary>Bytes allocated between two collections: well below what the collector itself waits for, and enough that collecting takes no time worth counting.</summary>
    private const long Interval = 1 << 20;

    private long mark = GC.GetAllocatedBytesForCurrentThread();

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
}
