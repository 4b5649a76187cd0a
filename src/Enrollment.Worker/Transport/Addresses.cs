namespace Enrollment.Worker.Transport;

internal static class Addresses
{
    /// <summary>The queue in an endpoint's address.</summary>
    public static string LastSegment(this Uri address) => Uri.UnescapeDataString(address.Segments[^1]);
}
