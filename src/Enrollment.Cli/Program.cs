using System.CommandLine.Invocation;
using Enrollment.Cli;

var root = Commands.Create();
try
{
    var parsed = root.Parse(args);
    if (parsed.Action is ParseErrorAction wrong)
        wrong.ShowHelp = false;
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (Failures.Sentence(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return exception is OperationCanceledException ? 130 : 1;
}
