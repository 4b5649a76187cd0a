using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Enrollment.TestKit;

namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>A real worker process that says which methods it has executed.</summary>
internal sealed class FollowedWorker : IDisposable
{
    private readonly InstrumentedProgram _program = new(BuiltProgram.PathOf("Enrollment.Worker", "Enrollment.Worker.dll"));
    private readonly WorkerProcess _process;
    private readonly int _port = FreePort.Find();

    public FollowedWorker(TestServers servers) =>
        _process = new WorkerProcess(
            servers,
            _program.Assembly,
            new Dictionary<string, string>
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(ExecutionProbe).Assembly.Location,
                [ExecutionProbe.PortVariable] = _port.ToString(CultureInfo.InvariantCulture),
            }
        );

    public Task IsReady() => _process.IsReady();

    /// <summary>The methods that were executed since the last call, in the order of their first execution.</summary>
    public async Task<IReadOnlyList<ExecutedMethod>> TakeExecuted()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        using var reader = new StreamReader(client.GetStream());
        var list = await reader.ReadToEndAsync();
        return [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => _program[int.Parse(number, null)])];
    }

    public void Dispose()
    {
        _process.Dispose();
        _program.Dispose();
    }
}
