using System.CommandLine;
using Enrollment.Cli;
using Enrollment.Cli.Simulate;

var root = new RootCommand("Enrollment for operators, auditors and rule authors.")
{
    SimulateCommand.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CommandFailed failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
