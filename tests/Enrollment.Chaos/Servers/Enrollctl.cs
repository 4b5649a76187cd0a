using System.Diagnostics;
using Npgsql;

namespace Enrollment.Chaos.Servers;

/// <summary>The command line, as an operator runs it.</summary>
internal sealed class Enrollctl(Settings settings, Database database, Broker broker)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>As the worker's role, unless another is given.</summary>
    public async Task<Answer> RunAsync(string arguments, NpgsqlConnectionStringBuilder? role = null)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{settings.Enrollctl}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Enrollment__Postgres"] = (role ?? database.OfWorker).ConnectionString;
        start.Environment["Enrollment__RabbitMq"] = broker.Amqp.ToString();
        start.Environment["Enrollment__TimeZone"] = VirtualClock.Zone;
        start.Environment["Enrollment__NightlyAt"] = VirtualClock.NightlyAt;
        start.Environment["Enrollment__DemonstrationClock"] = "true";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        using var process = Process.Start(start)!;
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new Answer(-1, $"enrollctl {arguments} did not end within {Longest.TotalSeconds:0} s.");
        }

        return new Answer(process.ExitCode, string.Join('\n', await texts).Trim());
    }

    internal sealed record Answer(int ExitCode, string Text);
}
