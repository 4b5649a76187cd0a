using Enrollment.Chaos;

return await ChaosCommand
    .Create()
    .Parse(args)
    .InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
