using Enrollment.Cli;

// A thread of a library that breaks ends the process without coming back here.
AppDomain.CurrentDomain.UnhandledException += (_, broken) => Environment.Exit(Failures.Report((Exception)broken.ExceptionObject));
return await CommandLine.RunAsync(args);
