using Julie.EmbedWorker;
using Julie.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddEmbedWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
