using System.Globalization;

namespace Enrollment.TestKit;

/// <summary>Numbers that are small in the suite and large in <c>infra/soak.sh</c>.</summary>
public static class Soak
{
    public static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable($"ENROLLMENT_SOAK_{name}") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : otherwise;
}
