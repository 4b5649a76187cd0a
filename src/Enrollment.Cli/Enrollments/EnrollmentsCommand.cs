using System.CommandLine;
namespace Enrollment.Cli.Enrollments;
internal static class EnrollmentsCommand { public static Command Create() => new("enrollments"); }
