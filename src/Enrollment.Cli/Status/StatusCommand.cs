using System.CommandLine;
namespace Enrollment.Cli.Status;
internal static class StatusCommand { public static Command Create() => new("status"); }
