using System.Diagnostics;
using System.Globalization;

namespace Enrollment.Chaos;

/// <summary>What is going on, on standard error; standard output is for the result.</summary>
internal static class ProgressLog
{
    private static readonly Stopwatch Since = Stopwatch.StartNew();

    public static void Write(string text) =>
        Console.Error.WriteLine($"{Since.Elapsed.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)}  {text}");
}
