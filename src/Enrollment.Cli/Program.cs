using Enrollment.Cli;

var root = Commands.Create();
try
{
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (Failures.Sentence(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return exception is OperationCanceledException ? 130 : 1;
}
