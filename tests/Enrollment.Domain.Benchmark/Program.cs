using System.Globalization;
using Enrollment.Domain.Benchmark;

if (
    args is not ["measure" or "digest", var count]
    || !int.TryParse(count, CultureInfo.InvariantCulture, out var histories)
    || histories < 1
)
{
    Console.Error.WriteLine("usage: Enrollment.Domain.Benchmark measure|digest HISTORIES");
    return 2;
}

if (args[0] == "measure")
    Measurement.Run(histories);
else
    Digest.Write(histories);
return 0;
