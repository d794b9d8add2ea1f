// Torch's thread count and random state belong to the process, not to a test.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
