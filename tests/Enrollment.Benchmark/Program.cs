using Enrollment.Benchmark;

// An interrupted run still has databases to drop and processes to end.
return await BenchmarkCommand
    .Create()
    .Parse(args)
    .InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
