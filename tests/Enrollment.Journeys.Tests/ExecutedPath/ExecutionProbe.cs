using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Enrollment.Journeys.Tests.ExecutedPath;

/// <summary>
/// Runs inside an instrumented worker. It notes which methods are executed, in the order of their first execution. A connection to its port
/// takes the list, and begins an empty one.
/// </summary>
public static class ExecutionProbe
{
    public const string PortVariable = "EXECUTION_PROBE_PORT";

    private const int MaxMethods = 100_000;

    private static readonly bool[] Executed = new bool[MaxMethods];
    private static readonly List<int> InOrder = new();

    /// <summary>The first instruction of each instrumented method.</summary>
    public static void Enter(int method)
    {
        if (Volatile.Read(ref Executed[method]))
            return;
        lock (InOrder)
        {
            if (Executed[method])
                return;
            Executed[method] = true;
            InOrder.Add(method);
        }
    }

    internal static void Start()
    {
        var port = int.Parse(Environment.GetEnvironmentVariable(PortVariable)!, CultureInfo.InvariantCulture);
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        new Thread(() => Serve(listener)) { IsBackground = true }.Start();
    }

    private static void Serve(TcpListener listener)
    {
        while (true)
        {
            using var client = listener.AcceptTcpClient();
            client.GetStream().Write(Encoding.ASCII.GetBytes(Take()));
        }
    }

    private static string Take()
    {
        lock (InOrder)
        {
            var list = string.Join(' ', InOrder);
            InOrder.Clear();
            Array.Clear(Executed);
            return list;
        }
    }
}
