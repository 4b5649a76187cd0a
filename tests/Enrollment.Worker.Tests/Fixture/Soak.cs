using System.Globalization;

namespace Enrollment.Worker.Tests.Fixture;

/// <summary>A number that is small in the suite and large in <c>infra/soak.sh</c>, which sets the environment variable.</summary>
public static class Soak
{
    public static int Number(string variable, int small) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : small;
}
