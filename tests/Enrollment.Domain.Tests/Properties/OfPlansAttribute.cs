using System.Globalization;
using FsCheck.NUnit;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>The properties of the class are checked with random plans, with many more of them by <c>infra/soak.sh properties</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OfPlansAttribute : PropertiesAttribute
{
    private const string Factor = "ENROLLMENT_SOAK_PROPERTIES";

    public OfPlansAttribute(int cases)
    {
        Arbitrary = [typeof(Plans)];
        MaxTest = cases * int.Parse(Environment.GetEnvironmentVariable(Factor) ?? "1", CultureInfo.InvariantCulture);
        QuietOnSuccess = true;
    }
}
