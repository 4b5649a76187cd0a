using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Enrollment.Chaos.Network;

/// <summary>
/// The virtual network link between a worker's network namespace and the relay to one of its servers, made by
/// <c>infra/lib/chaos.sh</c>. A queue of length zero at the sending end drops every packet, as a broken switch does.
/// </summary>
/// <param name="Namespace">The worker's network namespace.</param>
/// <param name="Name">The name of the worker's end; the other end's is the namespace's name and this one.</param>
/// <param name="Relay">The address of the relay's end.</param>
/// <param name="Worker">The address of the worker's end.</param>
internal sealed record NetworkLink(string Namespace, string Name, IPAddress Relay, IPAddress Worker)
{
    private const string DropAll = "pfifo limit 0";

    /// <summary>The links of one worker, to the database and to the broker.</summary>
    public static (NetworkLink ToDatabase, NetworkLink ToBroker) Of(int network, int worker) =>
        (Of(network, worker, "d", (8 * worker) + 1), Of(network, worker, "b", (8 * worker) + 5));

    public void LoseUp() => RunOrFail("nsenter", $"--net=/run/netns/{Namespace} tc qdisc replace dev {Name} root {DropAll}");

    public void LoseDown() => RunOrFail("tc", $"qdisc replace dev {Namespace}{Name} root {DropAll}");

    public void Heal()
    {
        Run("nsenter", $"--net=/run/netns/{Namespace} tc qdisc delete dev {Name} root");
        Run("tc", $"qdisc delete dev {Namespace}{Name} root");
    }

    private static NetworkLink Of(int network, int worker, string name, int first) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"enr{network}-{worker}"),
            name,
            Address(network, first),
            Address(network, first + 1)
        );

    // Addresses set apart for testing networks.
    private static IPAddress Address(int network, int last) => new([198, 18, (byte)network, (byte)last]);

    private static void RunOrFail(string program, string arguments)
    {
        if (Run(program, arguments) is var code and not 0)
            throw new Faults.FaultMissedException($"{program} {arguments} ended with {code}");
    }

    // Deleting what is not there fails, which is no trouble.
    private static int Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
