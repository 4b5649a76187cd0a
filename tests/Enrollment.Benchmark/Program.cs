using Enrollment.Benchmark;

return await BenchmarkCommand.Create().Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
