// Torch's random generator and its thread count belong to the process: tests that run at the same time would draw each other's numbers.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
