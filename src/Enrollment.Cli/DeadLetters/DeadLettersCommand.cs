using System.CommandLine;
namespace Enrollment.Cli.DeadLetters;
internal static class DeadLettersCommand { public static Command Create() => new("deadletters"); }
