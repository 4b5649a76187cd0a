using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Immediate;

/// <summary>The reference consumer from outside.</summary>
internal sealed class ReferenceProcess : IAsyncDisposable
{
    public const string Argument = "reference-consumer";

    private readonly Process _process;

    private ReferenceProcess(Process process) => _process = process;

    public static async Task<ReferenceProcess> StartAsync(ReferenceSettings settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ReferenceProcess).Assembly.Location, Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var reference = new ReferenceProcess(Process.Start(start)!);
        await reference._process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(settings));
        while (await reference.LineAsync() != "ready") { }

        return reference;
    }

    /// <summary>When it was done with so many more messages.</summary>
    public async Task<DateTime> DoneWithAsync(int messages)
    {
        await _process.StandardInput.WriteLineAsync(messages.ToString(CultureInfo.InvariantCulture));
        return DateTime.Parse(await LineAsync(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
    }

    public ValueTask DisposeAsync() => new(BackgroundProcess.StopAsync(_process));

    private async Task<string> LineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The reference consumer ended.");
}
