using System.CommandLine;
namespace Enrollment.Cli.History;
internal static class HistoryCommand { public static Command Create() => new("history"); }
