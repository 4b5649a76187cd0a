using Enrollment.Cli;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.Cli;

/// <summary>
/// The command line in this process, for tests of very many lines: it starts in no time. One at a time, since console and environment
/// belong to the process.
/// </summary>
internal static class InProcessEnrollctl
{
    private static readonly Dictionary<string, string?> Nothing = new()
    {
        ["Enrollment__Postgres"] = null,
        ["Enrollment__RabbitMq"] = null,
        ["Enrollment__RabbitMqManagement"] = null,
        ["COLUMNS"] = null,
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["Enrollment__DemonstrationClock"] = "true",
    };

    /// <param name="servers">None where it must not need any.</param>
    /// <param name="arguments">As typed.</param>
    /// <param name="columns">How wide its tables are to be.</param>
    public static Task<CommandResult> RunAsync(TestServers? servers, string[] arguments, int? columns = null) =>
        RunAsync(
            arguments,
            ("Enrollment__Postgres", servers?.Postgres),
            ("Enrollment__RabbitMq", servers?.RabbitMq),
            ("COLUMNS", columns?.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );

    public static async Task<CommandResult> RunAsync(string[] arguments, params (string Name, string? Value)[] variables)
    {
        var wanted = new Dictionary<string, string?>(Nothing);
        foreach (var (name, value) in variables)
            wanted[name] = value;
        var before = wanted.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        var (output, error) = (Console.Out, Console.Error);
        await using StringWriter said = new(),
            complained = new();
        try
        {
            Set(wanted);
            Console.SetOut(said);
            Console.SetError(complained);
            return new CommandResult(await CommandLine.RunAsync(arguments), said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            Set(before);
        }
    }

    private static void Set(Dictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(name, value);
    }
}
