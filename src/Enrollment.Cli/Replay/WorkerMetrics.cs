using System.Globalization;
using Enrollment.Cli.Errors;

namespace Enrollment.Cli.Replay;

/// <summary>Reads the metrics endpoint of a running worker.</summary>
internal sealed class WorkerMetrics(Uri worker, string path) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new() { BaseAddress = worker, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The number of handled facts of all types and results.</summary>
    public async Task<long> GetFactsHandledAsync(CancellationToken cancellationToken) =>
        (long)await GetMetricAsync("enrollment_facts_total", cancellationToken);

    public async Task WaitForFactsAsync(long wanted, Action<long> report, CancellationToken cancellationToken)
    {
        var (handled, since) = (-1L, TimeProvider.System.GetTimestamp());
        while (handled < wanted)
        {
            if (TimeProvider.System.GetElapsedTime(since) > StallTimeout)
                throw new CommandFailedException(
                    $"The worker at {worker} has not handled a fact for a minute; {wanted - handled} are left. "
                        + $"See its log and enrollctl status."
                );
            var now = await GetFactsHandledAsync(cancellationToken);
            if (now > handled)
                (handled, since) = (now, TimeProvider.System.GetTimestamp());
            report(handled);
            if (handled < wanted)
                await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Waits until the worker follows the demonstration clock: facts must not arrive before they occur.</summary>
    public async Task WaitForClockAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var (wanted, since) = (instant.ToUnixTimeMilliseconds() / 1000d, TimeProvider.System.GetTimestamp());
        while (Math.Abs(await GetMetricAsync("enrollment_clock_seconds", cancellationToken) - wanted) > 0.01)
        {
            if (TimeProvider.System.GetElapsedTime(since) > StallTimeout)
                throw new CommandFailedException(
                    $"The worker at {worker} does not follow the demonstration clock. "
                        + $"Start it with Enrollment__DemonstrationClock=true and the same database."
                );
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<double> GetMetricAsync(string name, CancellationToken cancellationToken)
    {
        var text = await ReadAsync(cancellationToken);
        return text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
            .Sum(line => ParseValue(line[name.Length..]));
    }

    // Labels in braces, the value, perhaps a time.
    private double ParseValue(string rest) =>
        double.TryParse(rest[(rest.LastIndexOf('}') + 1)..].TrimStart().Split(' ')[0], CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new CommandFailedException(
                $"The answer of {worker} contains no worker metrics. Set the worker's address with --worker URL."
            );

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);
        }
        catch (Exception unreachable)
            when (unreachable is HttpRequestException
                || (unreachable is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new CommandFailedException(
                $"The worker's metrics at {worker} cannot be read ({unreachable.Message.TrimEnd('.')}). "
                    + $"Set the worker's address with --worker URL."
            );
        }
    }
}
