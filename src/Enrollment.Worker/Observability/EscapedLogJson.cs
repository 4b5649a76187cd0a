using System.Globalization;
using Enrollment.Intake.Escaping;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace Enrollment.Worker.Observability;

/// <summary>Serilog's compact JSON, with characters escaped that change the display of a line.</summary>
internal sealed class EscapedLogJson : ITextFormatter
{
    private readonly CompactJsonFormatter _json = new();

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        _json.Format(logEvent, line);
        output.Write(EscapedJson.Of(line.ToString()));
    }
}
