// A service that shows what an app host gives it, and fails when told to.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
var healthy = app.Configuration["HEALTHY_FROM_START"] != "false";
app.MapGet("/health", () => healthy ? Results.Ok() : Results.Problem("not yet"));
app.MapPost("/heal", () => healthy = true);
app.MapGet("/environment", () => Environment.GetEnvironmentVariables());
app.MapGet("/folder", () => Environment.CurrentDirectory);
app.MapPost("/say", (string text) => Console.WriteLine(text));
// Once it has answered: a request that is cut off is sent again, to a service that is gone.
app.MapPost("/end", (int code, HttpContext context) => context.Response.OnCompleted(() =>
{
    // the answer is complete, and may still be on its way
    _ = Task.Delay(200).ContinueWith(_ => Environment.Exit(code), TaskScheduler.Default);
    return Task.CompletedTask;
}));
Console.WriteLine("started");
app.Run();
