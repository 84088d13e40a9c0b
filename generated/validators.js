// Generated from spec/contracts/openapi.yaml by codegen/emitters/validators.ts. Do not edit: npm run codegen
// Validators of the schemas of the HTTP contract.
import module0 from "ajv-formats/dist/formats.js";
import module1 from "ajv/dist/runtime/ucs2length.js";
export const validateJobId = validate1;
const schema1 = {"type":"string","pattern":"^[0-9a-f]{32}$","description":"128 random bits."};
const pattern0 = new RegExp("^[0-9a-f]{32}$", "u");

function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate1.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(typeof data === "string"){
if(!pattern0.test(data)){
validate1.errors = [{instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""}];
return false;
}
}
else {
validate1.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate1.errors = vErrors;
return errors === 0;
}
validate1.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateIngestForm = validate2;
const schema2 = {"type":"object","description":"The fields may come in any order; further text fields are ignored.","required":["password","fileToUpload"],"properties":{"password":{"type":"string","description":"INGEST_PASSWORD, or the one that an operator has set since."},"fileToUpload":{"type":"string","contentMediaType":"application/octet-stream","description":"The photo: JPEG, PNG or WebP."},"hash":{"type":"string","pattern":"^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$","description":"MD5 (32 digits), SHA-1 (40) or SHA-256 (64) of the photo in hexadecimal."}},"additionalProperties":{"type":"string"}};
const pattern1 = new RegExp("^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$", "u");

function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate2.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.password === undefined) && (missing0 = "password")) || ((data.fileToUpload === undefined) && (missing0 = "fileToUpload"))){
validate2.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "password") || (key0 === "fileToUpload")) || (key0 === "hash"))){
const _errs2 = errors;
if(typeof data[key0] !== "string"){
validate2.errors = [{instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
if(!valid0){
break;
}
}
}
if(_errs1 === errors){
if(data.password !== undefined){
const _errs4 = errors;
if(typeof data.password !== "string"){
validate2.errors = [{instancePath:instancePath+"/password",schemaPath:"#/properties/password/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs4 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data.fileToUpload !== undefined){
const _errs6 = errors;
if(typeof data.fileToUpload !== "string"){
validate2.errors = [{instancePath:instancePath+"/fileToUpload",schemaPath:"#/properties/fileToUpload/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs6 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data.hash !== undefined){
let data3 = data.hash;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data3 === "string"){
if(!pattern1.test(data3)){
validate2.errors = [{instancePath:instancePath+"/hash",schemaPath:"#/properties/hash/pattern",keyword:"pattern",params:{pattern: "^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$"},message:"must match pattern \""+"^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$"+"\""}];
return false;
}
}
else {
validate2.errors = [{instancePath:instancePath+"/hash",schemaPath:"#/properties/hash/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs8 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
else {
validate2.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate2.errors = vErrors;
return errors === 0;
}
validate2.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateFailure = validate3;
const schema3 = {"type":"object","description":"The one shape of every refusal.","required":["status","failure_reason","request_id"],"properties":{"status":{"type":"integer","minimum":400,"maximum":599,"description":"The HTTP status again."},"failure_reason":{"$ref":"#/components/schemas/FailureReason"},"details":{"type":"string","description":"What was wrong and what to do about it."},"retry_after":{"type":"integer","minimum":1,"description":"Seconds after which a new attempt makes sense."},"request_id":{"type":"string","description":"The request in the log."}},"additionalProperties":false};
const schema4 = {"description":"Why a request was refused.","oneOf":[{"const":"invalid_request","x-status":400,"description":"The request is malformed; details says how."},{"const":"hash_mismatch","x-status":400,"description":"The photo that arrived is not the one that hash names."},{"const":"upload_aborted","x-status":400,"description":"The client closed the connection before the body was complete."},{"const":"invalid_password","x-status":401,"description":"The ingest password is missing or wrong."},{"const":"invalid_token","x-status":401,"description":"The bearer token is missing or wrong."},{"const":"not_signed_in","x-status":401,"description":"This needs an operator: sign in, or send a token that is valid."},{"const":"loopback_only","x-status":403,"description":"Without METRICS_TOKEN only loopback may read /metrics."},{"const":"operators_only","x-status":403,"description":"This needs an operator."},{"const":"network_not_allowed","x-status":403,"description":"Operators are let in from this machine, and from the networks that OPERATOR_NETWORKS names."},{"const":"wrong_origin","x-status":403,"description":"A page of another site sent this with the operator's cookie."},{"const":"route_not_found","x-status":404,"description":"The contract has no such route."},{"const":"slot_not_found","x-status":404,"description":"The contract has no such slot."},{"const":"result_not_found","x-status":404,"description":"No such job, or the job has no picture."},{"const":"not_found","x-status":404,"description":"There is no such thing."},{"const":"method_not_allowed","x-status":405,"description":"The route does not take this method."},{"const":"upload_timeout","x-status":408,"description":"The body was not complete in time: a photo and its password within T_sync_response and never silent for 10 s, JSON within 10 s."},{"const":"conflict","x-status":409,"description":"It cannot be done as things are now; details says why."},{"const":"name_taken","x-status":409,"description":"There is, or was, something of this name."},{"const":"result_expired","x-status":410,"description":"The picture has expired or was removed."},{"const":"stale_version","x-status":412,"description":"Somebody else has changed it meanwhile; read it again."},{"const":"payload_too_large","x-status":413,"description":"The photo has more bytes than INGEST_MAX_BYTES, or the JSON more than 256 KiB."},{"const":"too_many_pixels","x-status":413,"description":"The photo has more pixels than INGEST_MAX_PIXELS."},{"const":"unsupported_media_type","x-status":415,"description":"The body is no form, no JSON, or the file is no JPEG, PNG or WebP, as the route asks."},{"const":"invalid_image","x-status":422,"description":"The photo is damaged and cannot be decoded."},{"const":"invalid_settings","x-status":422,"description":"The values cannot be used; details says which and why."},{"const":"photo_rejected","x-status":422,"description":"The provider refuses this photo; another photo may pass."},{"const":"version_required","x-status":428,"description":"Send If-Match, so that no change of somebody else is lost."},{"const":"busy","x-status":429,"description":"As many ingests, listeners or other works of the kind as allowed are there, and the wait for a place was too long; try again after retry_after seconds."},{"const":"too_many_attempts","x-status":429,"description":"Too many wrong passwords, of an operator or of a booth; try again after retry_after seconds."},{"const":"internal_error","x-status":500,"description":"The service failed; request_id finds it in the log."},{"const":"provider_error","x-status":502,"description":"The provider failed."},{"const":"slot_maintenance","x-status":503,"description":"An operator has put the slot into maintenance."},{"const":"slot_tripped","x-status":503,"description":"The slot's provider fails too often; it is tried again by itself."},{"const":"storage_pressure","x-status":503,"description":"The media volume is nearly full: 95 % of it, or no room for this photo and its picture."},{"const":"database_unavailable","x-status":503,"description":"The database cannot be reached."},{"const":"media_unavailable","x-status":503,"description":"The media cannot be read or written."},{"const":"draining","x-status":503,"description":"This process is shutting down; another one answers."},{"const":"console_not_built","x-status":503,"description":"The operators' page was not built: npm run build:console, then start the service again."},{"const":"deadline_exceeded","x-status":504,"description":"T_sync_response has passed."}]};

function validate3(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate3.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.status === undefined) && (missing0 = "status")) || ((data.failure_reason === undefined) && (missing0 = "failure_reason"))) || ((data.request_id === undefined) && (missing0 = "request_id"))){
validate3.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "status") || (key0 === "failure_reason")) || (key0 === "details")) || (key0 === "retry_after")) || (key0 === "request_id"))){
validate3.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.status !== undefined){
let data0 = data.status;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate3.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 599 || isNaN(data0)){
validate3.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599"}];
return false;
}
else {
if(data0 < 400 || isNaN(data0)){
validate3.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 400},message:"must be >= 400"}];
return false;
}
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.failure_reason !== undefined){
let data1 = data.failure_reason;
const _errs4 = errors;
const _errs6 = errors;
let valid2 = false;
let passing0 = null;
const _errs7 = errors;
if("invalid_request" !== data1){
const err0 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/0/const",keyword:"const",params:{allowedValue: "invalid_request"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs7 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs8 = errors;
if("hash_mismatch" !== data1){
const err1 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/1/const",keyword:"const",params:{allowedValue: "hash_mismatch"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs8 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
const _errs9 = errors;
if("upload_aborted" !== data1){
const err2 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/2/const",keyword:"const",params:{allowedValue: "upload_aborted"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs9 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid2 = true;
passing0 = 2;
}
const _errs10 = errors;
if("invalid_password" !== data1){
const err3 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/3/const",keyword:"const",params:{allowedValue: "invalid_password"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs10 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid2 = true;
passing0 = 3;
}
const _errs11 = errors;
if("invalid_token" !== data1){
const err4 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/4/const",keyword:"const",params:{allowedValue: "invalid_token"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs11 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid2 = true;
passing0 = 4;
}
const _errs12 = errors;
if("not_signed_in" !== data1){
const err5 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/5/const",keyword:"const",params:{allowedValue: "not_signed_in"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid0 = _errs12 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid2 = true;
passing0 = 5;
}
const _errs13 = errors;
if("loopback_only" !== data1){
const err6 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/6/const",keyword:"const",params:{allowedValue: "loopback_only"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 6];
}
else {
if(_valid0){
valid2 = true;
passing0 = 6;
}
const _errs14 = errors;
if("operators_only" !== data1){
const err7 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/7/const",keyword:"const",params:{allowedValue: "operators_only"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs14 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 7];
}
else {
if(_valid0){
valid2 = true;
passing0 = 7;
}
const _errs15 = errors;
if("network_not_allowed" !== data1){
const err8 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/8/const",keyword:"const",params:{allowedValue: "network_not_allowed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs15 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 8];
}
else {
if(_valid0){
valid2 = true;
passing0 = 8;
}
const _errs16 = errors;
if("wrong_origin" !== data1){
const err9 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/9/const",keyword:"const",params:{allowedValue: "wrong_origin"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs16 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 9];
}
else {
if(_valid0){
valid2 = true;
passing0 = 9;
}
const _errs17 = errors;
if("route_not_found" !== data1){
const err10 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/10/const",keyword:"const",params:{allowedValue: "route_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid0 = _errs17 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 10];
}
else {
if(_valid0){
valid2 = true;
passing0 = 10;
}
const _errs18 = errors;
if("slot_not_found" !== data1){
const err11 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/11/const",keyword:"const",params:{allowedValue: "slot_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid0 = _errs18 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 11];
}
else {
if(_valid0){
valid2 = true;
passing0 = 11;
}
const _errs19 = errors;
if("result_not_found" !== data1){
const err12 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/12/const",keyword:"const",params:{allowedValue: "result_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs19 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 12];
}
else {
if(_valid0){
valid2 = true;
passing0 = 12;
}
const _errs20 = errors;
if("not_found" !== data1){
const err13 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/13/const",keyword:"const",params:{allowedValue: "not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs20 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 13];
}
else {
if(_valid0){
valid2 = true;
passing0 = 13;
}
const _errs21 = errors;
if("method_not_allowed" !== data1){
const err14 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/14/const",keyword:"const",params:{allowedValue: "method_not_allowed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid0 = _errs21 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 14];
}
else {
if(_valid0){
valid2 = true;
passing0 = 14;
}
const _errs22 = errors;
if("upload_timeout" !== data1){
const err15 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/15/const",keyword:"const",params:{allowedValue: "upload_timeout"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid0 = _errs22 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 15];
}
else {
if(_valid0){
valid2 = true;
passing0 = 15;
}
const _errs23 = errors;
if("conflict" !== data1){
const err16 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/16/const",keyword:"const",params:{allowedValue: "conflict"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid0 = _errs23 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 16];
}
else {
if(_valid0){
valid2 = true;
passing0 = 16;
}
const _errs24 = errors;
if("name_taken" !== data1){
const err17 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/17/const",keyword:"const",params:{allowedValue: "name_taken"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid0 = _errs24 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 17];
}
else {
if(_valid0){
valid2 = true;
passing0 = 17;
}
const _errs25 = errors;
if("result_expired" !== data1){
const err18 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/18/const",keyword:"const",params:{allowedValue: "result_expired"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
var _valid0 = _errs25 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 18];
}
else {
if(_valid0){
valid2 = true;
passing0 = 18;
}
const _errs26 = errors;
if("stale_version" !== data1){
const err19 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/19/const",keyword:"const",params:{allowedValue: "stale_version"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid0 = _errs26 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 19];
}
else {
if(_valid0){
valid2 = true;
passing0 = 19;
}
const _errs27 = errors;
if("payload_too_large" !== data1){
const err20 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/20/const",keyword:"const",params:{allowedValue: "payload_too_large"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid0 = _errs27 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 20];
}
else {
if(_valid0){
valid2 = true;
passing0 = 20;
}
const _errs28 = errors;
if("too_many_pixels" !== data1){
const err21 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/21/const",keyword:"const",params:{allowedValue: "too_many_pixels"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid0 = _errs28 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 21];
}
else {
if(_valid0){
valid2 = true;
passing0 = 21;
}
const _errs29 = errors;
if("unsupported_media_type" !== data1){
const err22 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/22/const",keyword:"const",params:{allowedValue: "unsupported_media_type"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid0 = _errs29 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 22];
}
else {
if(_valid0){
valid2 = true;
passing0 = 22;
}
const _errs30 = errors;
if("invalid_image" !== data1){
const err23 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/23/const",keyword:"const",params:{allowedValue: "invalid_image"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid0 = _errs30 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 23];
}
else {
if(_valid0){
valid2 = true;
passing0 = 23;
}
const _errs31 = errors;
if("invalid_settings" !== data1){
const err24 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/24/const",keyword:"const",params:{allowedValue: "invalid_settings"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var _valid0 = _errs31 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 24];
}
else {
if(_valid0){
valid2 = true;
passing0 = 24;
}
const _errs32 = errors;
if("photo_rejected" !== data1){
const err25 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/25/const",keyword:"const",params:{allowedValue: "photo_rejected"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid0 = _errs32 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 25];
}
else {
if(_valid0){
valid2 = true;
passing0 = 25;
}
const _errs33 = errors;
if("version_required" !== data1){
const err26 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/26/const",keyword:"const",params:{allowedValue: "version_required"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
var _valid0 = _errs33 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 26];
}
else {
if(_valid0){
valid2 = true;
passing0 = 26;
}
const _errs34 = errors;
if("busy" !== data1){
const err27 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/27/const",keyword:"const",params:{allowedValue: "busy"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
var _valid0 = _errs34 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 27];
}
else {
if(_valid0){
valid2 = true;
passing0 = 27;
}
const _errs35 = errors;
if("too_many_attempts" !== data1){
const err28 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/28/const",keyword:"const",params:{allowedValue: "too_many_attempts"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid0 = _errs35 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 28];
}
else {
if(_valid0){
valid2 = true;
passing0 = 28;
}
const _errs36 = errors;
if("internal_error" !== data1){
const err29 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/29/const",keyword:"const",params:{allowedValue: "internal_error"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var _valid0 = _errs36 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 29];
}
else {
if(_valid0){
valid2 = true;
passing0 = 29;
}
const _errs37 = errors;
if("provider_error" !== data1){
const err30 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/30/const",keyword:"const",params:{allowedValue: "provider_error"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid0 = _errs37 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 30];
}
else {
if(_valid0){
valid2 = true;
passing0 = 30;
}
const _errs38 = errors;
if("slot_maintenance" !== data1){
const err31 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/31/const",keyword:"const",params:{allowedValue: "slot_maintenance"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid0 = _errs38 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 31];
}
else {
if(_valid0){
valid2 = true;
passing0 = 31;
}
const _errs39 = errors;
if("slot_tripped" !== data1){
const err32 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/32/const",keyword:"const",params:{allowedValue: "slot_tripped"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
var _valid0 = _errs39 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 32];
}
else {
if(_valid0){
valid2 = true;
passing0 = 32;
}
const _errs40 = errors;
if("storage_pressure" !== data1){
const err33 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/33/const",keyword:"const",params:{allowedValue: "storage_pressure"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid0 = _errs40 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 33];
}
else {
if(_valid0){
valid2 = true;
passing0 = 33;
}
const _errs41 = errors;
if("database_unavailable" !== data1){
const err34 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/34/const",keyword:"const",params:{allowedValue: "database_unavailable"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid0 = _errs41 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 34];
}
else {
if(_valid0){
valid2 = true;
passing0 = 34;
}
const _errs42 = errors;
if("media_unavailable" !== data1){
const err35 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/35/const",keyword:"const",params:{allowedValue: "media_unavailable"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid0 = _errs42 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 35];
}
else {
if(_valid0){
valid2 = true;
passing0 = 35;
}
const _errs43 = errors;
if("draining" !== data1){
const err36 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/36/const",keyword:"const",params:{allowedValue: "draining"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var _valid0 = _errs43 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 36];
}
else {
if(_valid0){
valid2 = true;
passing0 = 36;
}
const _errs44 = errors;
if("console_not_built" !== data1){
const err37 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/37/const",keyword:"const",params:{allowedValue: "console_not_built"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var _valid0 = _errs44 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 37];
}
else {
if(_valid0){
valid2 = true;
passing0 = 37;
}
const _errs45 = errors;
if("deadline_exceeded" !== data1){
const err38 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/38/const",keyword:"const",params:{allowedValue: "deadline_exceeded"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var _valid0 = _errs45 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 38];
}
else {
if(_valid0){
valid2 = true;
passing0 = 38;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
if(!valid2){
const err39 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
validate3.errors = vErrors;
return false;
}
else {
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.details !== undefined){
const _errs46 = errors;
if(typeof data.details !== "string"){
validate3.errors = [{instancePath:instancePath+"/details",schemaPath:"#/properties/details/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.retry_after !== undefined){
let data3 = data.retry_after;
const _errs48 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate3.errors = [{instancePath:instancePath+"/retry_after",schemaPath:"#/properties/retry_after/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs48){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate3.errors = [{instancePath:instancePath+"/retry_after",schemaPath:"#/properties/retry_after/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs48 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.request_id !== undefined){
const _errs50 = errors;
if(typeof data.request_id !== "string"){
validate3.errors = [{instancePath:instancePath+"/request_id",schemaPath:"#/properties/request_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs50 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate3.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate3.errors = vErrors;
return errors === 0;
}
validate3.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateFailureReason = validate4;

function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate4.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = false;
let passing0 = null;
const _errs1 = errors;
if("invalid_request" !== data){
const err0 = {instancePath,schemaPath:"#/oneOf/0/const",keyword:"const",params:{allowedValue: "invalid_request"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs2 = errors;
if("hash_mismatch" !== data){
const err1 = {instancePath,schemaPath:"#/oneOf/1/const",keyword:"const",params:{allowedValue: "hash_mismatch"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs3 = errors;
if("upload_aborted" !== data){
const err2 = {instancePath,schemaPath:"#/oneOf/2/const",keyword:"const",params:{allowedValue: "upload_aborted"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
const _errs4 = errors;
if("invalid_password" !== data){
const err3 = {instancePath,schemaPath:"#/oneOf/3/const",keyword:"const",params:{allowedValue: "invalid_password"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
}
const _errs5 = errors;
if("invalid_token" !== data){
const err4 = {instancePath,schemaPath:"#/oneOf/4/const",keyword:"const",params:{allowedValue: "invalid_token"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid0 = true;
passing0 = 4;
}
const _errs6 = errors;
if("not_signed_in" !== data){
const err5 = {instancePath,schemaPath:"#/oneOf/5/const",keyword:"const",params:{allowedValue: "not_signed_in"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid0 = true;
passing0 = 5;
}
const _errs7 = errors;
if("loopback_only" !== data){
const err6 = {instancePath,schemaPath:"#/oneOf/6/const",keyword:"const",params:{allowedValue: "loopback_only"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 6];
}
else {
if(_valid0){
valid0 = true;
passing0 = 6;
}
const _errs8 = errors;
if("operators_only" !== data){
const err7 = {instancePath,schemaPath:"#/oneOf/7/const",keyword:"const",params:{allowedValue: "operators_only"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs8 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 7];
}
else {
if(_valid0){
valid0 = true;
passing0 = 7;
}
const _errs9 = errors;
if("network_not_allowed" !== data){
const err8 = {instancePath,schemaPath:"#/oneOf/8/const",keyword:"const",params:{allowedValue: "network_not_allowed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs9 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 8];
}
else {
if(_valid0){
valid0 = true;
passing0 = 8;
}
const _errs10 = errors;
if("wrong_origin" !== data){
const err9 = {instancePath,schemaPath:"#/oneOf/9/const",keyword:"const",params:{allowedValue: "wrong_origin"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs10 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 9];
}
else {
if(_valid0){
valid0 = true;
passing0 = 9;
}
const _errs11 = errors;
if("route_not_found" !== data){
const err10 = {instancePath,schemaPath:"#/oneOf/10/const",keyword:"const",params:{allowedValue: "route_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid0 = _errs11 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 10];
}
else {
if(_valid0){
valid0 = true;
passing0 = 10;
}
const _errs12 = errors;
if("slot_not_found" !== data){
const err11 = {instancePath,schemaPath:"#/oneOf/11/const",keyword:"const",params:{allowedValue: "slot_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid0 = _errs12 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 11];
}
else {
if(_valid0){
valid0 = true;
passing0 = 11;
}
const _errs13 = errors;
if("result_not_found" !== data){
const err12 = {instancePath,schemaPath:"#/oneOf/12/const",keyword:"const",params:{allowedValue: "result_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 12];
}
else {
if(_valid0){
valid0 = true;
passing0 = 12;
}
const _errs14 = errors;
if("not_found" !== data){
const err13 = {instancePath,schemaPath:"#/oneOf/13/const",keyword:"const",params:{allowedValue: "not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs14 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 13];
}
else {
if(_valid0){
valid0 = true;
passing0 = 13;
}
const _errs15 = errors;
if("method_not_allowed" !== data){
const err14 = {instancePath,schemaPath:"#/oneOf/14/const",keyword:"const",params:{allowedValue: "method_not_allowed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid0 = _errs15 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 14];
}
else {
if(_valid0){
valid0 = true;
passing0 = 14;
}
const _errs16 = errors;
if("upload_timeout" !== data){
const err15 = {instancePath,schemaPath:"#/oneOf/15/const",keyword:"const",params:{allowedValue: "upload_timeout"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid0 = _errs16 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 15];
}
else {
if(_valid0){
valid0 = true;
passing0 = 15;
}
const _errs17 = errors;
if("conflict" !== data){
const err16 = {instancePath,schemaPath:"#/oneOf/16/const",keyword:"const",params:{allowedValue: "conflict"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid0 = _errs17 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 16];
}
else {
if(_valid0){
valid0 = true;
passing0 = 16;
}
const _errs18 = errors;
if("name_taken" !== data){
const err17 = {instancePath,schemaPath:"#/oneOf/17/const",keyword:"const",params:{allowedValue: "name_taken"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid0 = _errs18 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 17];
}
else {
if(_valid0){
valid0 = true;
passing0 = 17;
}
const _errs19 = errors;
if("result_expired" !== data){
const err18 = {instancePath,schemaPath:"#/oneOf/18/const",keyword:"const",params:{allowedValue: "result_expired"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
var _valid0 = _errs19 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 18];
}
else {
if(_valid0){
valid0 = true;
passing0 = 18;
}
const _errs20 = errors;
if("stale_version" !== data){
const err19 = {instancePath,schemaPath:"#/oneOf/19/const",keyword:"const",params:{allowedValue: "stale_version"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid0 = _errs20 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 19];
}
else {
if(_valid0){
valid0 = true;
passing0 = 19;
}
const _errs21 = errors;
if("payload_too_large" !== data){
const err20 = {instancePath,schemaPath:"#/oneOf/20/const",keyword:"const",params:{allowedValue: "payload_too_large"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid0 = _errs21 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 20];
}
else {
if(_valid0){
valid0 = true;
passing0 = 20;
}
const _errs22 = errors;
if("too_many_pixels" !== data){
const err21 = {instancePath,schemaPath:"#/oneOf/21/const",keyword:"const",params:{allowedValue: "too_many_pixels"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid0 = _errs22 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 21];
}
else {
if(_valid0){
valid0 = true;
passing0 = 21;
}
const _errs23 = errors;
if("unsupported_media_type" !== data){
const err22 = {instancePath,schemaPath:"#/oneOf/22/const",keyword:"const",params:{allowedValue: "unsupported_media_type"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid0 = _errs23 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 22];
}
else {
if(_valid0){
valid0 = true;
passing0 = 22;
}
const _errs24 = errors;
if("invalid_image" !== data){
const err23 = {instancePath,schemaPath:"#/oneOf/23/const",keyword:"const",params:{allowedValue: "invalid_image"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid0 = _errs24 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 23];
}
else {
if(_valid0){
valid0 = true;
passing0 = 23;
}
const _errs25 = errors;
if("invalid_settings" !== data){
const err24 = {instancePath,schemaPath:"#/oneOf/24/const",keyword:"const",params:{allowedValue: "invalid_settings"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var _valid0 = _errs25 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 24];
}
else {
if(_valid0){
valid0 = true;
passing0 = 24;
}
const _errs26 = errors;
if("photo_rejected" !== data){
const err25 = {instancePath,schemaPath:"#/oneOf/25/const",keyword:"const",params:{allowedValue: "photo_rejected"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid0 = _errs26 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 25];
}
else {
if(_valid0){
valid0 = true;
passing0 = 25;
}
const _errs27 = errors;
if("version_required" !== data){
const err26 = {instancePath,schemaPath:"#/oneOf/26/const",keyword:"const",params:{allowedValue: "version_required"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
var _valid0 = _errs27 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 26];
}
else {
if(_valid0){
valid0 = true;
passing0 = 26;
}
const _errs28 = errors;
if("busy" !== data){
const err27 = {instancePath,schemaPath:"#/oneOf/27/const",keyword:"const",params:{allowedValue: "busy"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
var _valid0 = _errs28 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 27];
}
else {
if(_valid0){
valid0 = true;
passing0 = 27;
}
const _errs29 = errors;
if("too_many_attempts" !== data){
const err28 = {instancePath,schemaPath:"#/oneOf/28/const",keyword:"const",params:{allowedValue: "too_many_attempts"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid0 = _errs29 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 28];
}
else {
if(_valid0){
valid0 = true;
passing0 = 28;
}
const _errs30 = errors;
if("internal_error" !== data){
const err29 = {instancePath,schemaPath:"#/oneOf/29/const",keyword:"const",params:{allowedValue: "internal_error"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var _valid0 = _errs30 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 29];
}
else {
if(_valid0){
valid0 = true;
passing0 = 29;
}
const _errs31 = errors;
if("provider_error" !== data){
const err30 = {instancePath,schemaPath:"#/oneOf/30/const",keyword:"const",params:{allowedValue: "provider_error"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid0 = _errs31 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 30];
}
else {
if(_valid0){
valid0 = true;
passing0 = 30;
}
const _errs32 = errors;
if("slot_maintenance" !== data){
const err31 = {instancePath,schemaPath:"#/oneOf/31/const",keyword:"const",params:{allowedValue: "slot_maintenance"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid0 = _errs32 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 31];
}
else {
if(_valid0){
valid0 = true;
passing0 = 31;
}
const _errs33 = errors;
if("slot_tripped" !== data){
const err32 = {instancePath,schemaPath:"#/oneOf/32/const",keyword:"const",params:{allowedValue: "slot_tripped"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
var _valid0 = _errs33 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 32];
}
else {
if(_valid0){
valid0 = true;
passing0 = 32;
}
const _errs34 = errors;
if("storage_pressure" !== data){
const err33 = {instancePath,schemaPath:"#/oneOf/33/const",keyword:"const",params:{allowedValue: "storage_pressure"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid0 = _errs34 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 33];
}
else {
if(_valid0){
valid0 = true;
passing0 = 33;
}
const _errs35 = errors;
if("database_unavailable" !== data){
const err34 = {instancePath,schemaPath:"#/oneOf/34/const",keyword:"const",params:{allowedValue: "database_unavailable"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid0 = _errs35 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 34];
}
else {
if(_valid0){
valid0 = true;
passing0 = 34;
}
const _errs36 = errors;
if("media_unavailable" !== data){
const err35 = {instancePath,schemaPath:"#/oneOf/35/const",keyword:"const",params:{allowedValue: "media_unavailable"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid0 = _errs36 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 35];
}
else {
if(_valid0){
valid0 = true;
passing0 = 35;
}
const _errs37 = errors;
if("draining" !== data){
const err36 = {instancePath,schemaPath:"#/oneOf/36/const",keyword:"const",params:{allowedValue: "draining"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var _valid0 = _errs37 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 36];
}
else {
if(_valid0){
valid0 = true;
passing0 = 36;
}
const _errs38 = errors;
if("console_not_built" !== data){
const err37 = {instancePath,schemaPath:"#/oneOf/37/const",keyword:"const",params:{allowedValue: "console_not_built"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var _valid0 = _errs38 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 37];
}
else {
if(_valid0){
valid0 = true;
passing0 = 37;
}
const _errs39 = errors;
if("deadline_exceeded" !== data){
const err38 = {instancePath,schemaPath:"#/oneOf/38/const",keyword:"const",params:{allowedValue: "deadline_exceeded"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var _valid0 = _errs39 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 38];
}
else {
if(_valid0){
valid0 = true;
passing0 = 38;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
if(!valid0){
const err39 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
validate4.errors = vErrors;
return false;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate4.errors = vErrors;
return errors === 0;
}
validate4.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateOutcomeStats = validate5;
const schema6 = {"type":"object","required":["jobs","outcomes","timeout_share","p50_seconds","p95_seconds"],"properties":{"jobs":{"type":"integer","minimum":0,"description":"How many ended."},"outcomes":{"type":"object","description":"How many ended how; each value of the label outcome is there.","additionalProperties":{"type":"integer","minimum":0}},"timeout_share":{"type":["number","null"],"minimum":0,"maximum":1,"description":"Timeouts among all but the refused, as HighTimeoutRate counts; null without any."},"p50_seconds":{"type":["number","null"],"minimum":0,"description":"Interpolated in the buckets of ingest_duration_seconds; null when nobody was answered. The time ends with the commit of the outcome, so it lacks what sending the picture took."},"p95_seconds":{"type":["number","null"],"minimum":0,"description":"Interpolated in the buckets of ingest_duration_seconds; null when nobody was answered. The time ends with the commit of the outcome, so it lacks what sending the picture took."}},"additionalProperties":false};

function validate5(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate5.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.jobs === undefined) && (missing0 = "jobs")) || ((data.outcomes === undefined) && (missing0 = "outcomes"))) || ((data.timeout_share === undefined) && (missing0 = "timeout_share"))) || ((data.p50_seconds === undefined) && (missing0 = "p50_seconds"))) || ((data.p95_seconds === undefined) && (missing0 = "p95_seconds"))){
validate5.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "jobs") || (key0 === "outcomes")) || (key0 === "timeout_share")) || (key0 === "p50_seconds")) || (key0 === "p95_seconds"))){
validate5.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.jobs !== undefined){
let data0 = data.jobs;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate5.errors = [{instancePath:instancePath+"/jobs",schemaPath:"#/properties/jobs/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
validate5.errors = [{instancePath:instancePath+"/jobs",schemaPath:"#/properties/jobs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcomes !== undefined){
let data1 = data.outcomes;
const _errs4 = errors;
if(errors === _errs4){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
let data2 = data1[key1];
const _errs7 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate5.errors = [{instancePath:instancePath+"/outcomes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/outcomes/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs7){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate5.errors = [{instancePath:instancePath+"/outcomes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/outcomes/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs7 === errors;
if(!valid1){
break;
}
}
}
else {
validate5.errors = [{instancePath:instancePath+"/outcomes",schemaPath:"#/properties/outcomes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timeout_share !== undefined){
let data3 = data.timeout_share;
const _errs9 = errors;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (data3 !== null)){
validate5.errors = [{instancePath:instancePath+"/timeout_share",schemaPath:"#/properties/timeout_share/type",keyword:"type",params:{type: schema6.properties.timeout_share.type},message:"must be number,null"}];
return false;
}
if(errors === _errs9){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 1 || isNaN(data3)){
validate5.errors = [{instancePath:instancePath+"/timeout_share",schemaPath:"#/properties/timeout_share/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data3 < 0 || isNaN(data3)){
validate5.errors = [{instancePath:instancePath+"/timeout_share",schemaPath:"#/properties/timeout_share/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.p50_seconds !== undefined){
let data4 = data.p50_seconds;
const _errs11 = errors;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (data4 !== null)){
validate5.errors = [{instancePath:instancePath+"/p50_seconds",schemaPath:"#/properties/p50_seconds/type",keyword:"type",params:{type: schema6.properties.p50_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs11){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate5.errors = [{instancePath:instancePath+"/p50_seconds",schemaPath:"#/properties/p50_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.p95_seconds !== undefined){
let data5 = data.p95_seconds;
const _errs13 = errors;
if((!((typeof data5 == "number") && (isFinite(data5)))) && (data5 !== null)){
validate5.errors = [{instancePath:instancePath+"/p95_seconds",schemaPath:"#/properties/p95_seconds/type",keyword:"type",params:{type: schema6.properties.p95_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate5.errors = [{instancePath:instancePath+"/p95_seconds",schemaPath:"#/properties/p95_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate5.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate5.errors = vErrors;
return errors === 0;
}
validate5.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateStats = validate6;
const schema7 = {"type":"object","required":["window_minutes","since","until","in_flight","total","slots","providers"],"properties":{"window_minutes":{"type":"integer","minimum":1,"maximum":10080},"since":{"$ref":"#/components/schemas/Time"},"until":{"$ref":"#/components/schemas/Time"},"in_flight":{"type":"integer","minimum":0,"description":"Jobs that have not ended, slot-test aside."},"total":{"$ref":"#/components/schemas/OutcomeStats"},"slots":{"type":"array","description":"Every slot; slot-test is in no total.","items":{"type":"object","required":["slot_id","in_flight","stats"],"properties":{"slot_id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]},"in_flight":{"type":"integer","minimum":0},"stats":{"$ref":"#/components/schemas/OutcomeStats"}},"additionalProperties":false}},"providers":{"type":"array","description":"Those that answered, or failed last, slot-test aside.","items":{"type":"object","required":["provider","stats"],"properties":{"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"stats":{"$ref":"#/components/schemas/OutcomeStats"}},"additionalProperties":false}}},"additionalProperties":false};
const schema8 = {"type":"string","format":"date-time","description":"UTC, as 2026-11-26T18:00:00Z."};
const formats0 = module0.fullFormats["date-time"];

function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate6.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.window_minutes === undefined) && (missing0 = "window_minutes")) || ((data.since === undefined) && (missing0 = "since"))) || ((data.until === undefined) && (missing0 = "until"))) || ((data.in_flight === undefined) && (missing0 = "in_flight"))) || ((data.total === undefined) && (missing0 = "total"))) || ((data.slots === undefined) && (missing0 = "slots"))) || ((data.providers === undefined) && (missing0 = "providers"))){
validate6.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "window_minutes") || (key0 === "since")) || (key0 === "until")) || (key0 === "in_flight")) || (key0 === "total")) || (key0 === "slots")) || (key0 === "providers"))){
validate6.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.window_minutes !== undefined){
let data0 = data.window_minutes;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate6.errors = [{instancePath:instancePath+"/window_minutes",schemaPath:"#/properties/window_minutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 10080 || isNaN(data0)){
validate6.errors = [{instancePath:instancePath+"/window_minutes",schemaPath:"#/properties/window_minutes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10080},message:"must be <= 10080"}];
return false;
}
else {
if(data0 < 1 || isNaN(data0)){
validate6.errors = [{instancePath:instancePath+"/window_minutes",schemaPath:"#/properties/window_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.since !== undefined){
let data1 = data.since;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(errors === _errs5){
if(typeof data1 === "string"){
if(!(formats0.validate(data1))){
validate6.errors = [{instancePath:instancePath+"/since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate6.errors = [{instancePath:instancePath+"/since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.until !== undefined){
let data2 = data.until;
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(errors === _errs8){
if(typeof data2 === "string"){
if(!(formats0.validate(data2))){
validate6.errors = [{instancePath:instancePath+"/until",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate6.errors = [{instancePath:instancePath+"/until",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.in_flight !== undefined){
let data3 = data.in_flight;
const _errs10 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate6.errors = [{instancePath:instancePath+"/in_flight",schemaPath:"#/properties/in_flight/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs10){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate6.errors = [{instancePath:instancePath+"/in_flight",schemaPath:"#/properties/in_flight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.total !== undefined){
let data4 = data.total;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if((((((data4.jobs === undefined) && (missing1 = "jobs")) || ((data4.outcomes === undefined) && (missing1 = "outcomes"))) || ((data4.timeout_share === undefined) && (missing1 = "timeout_share"))) || ((data4.p50_seconds === undefined) && (missing1 = "p50_seconds"))) || ((data4.p95_seconds === undefined) && (missing1 = "p95_seconds"))){
validate6.errors = [{instancePath:instancePath+"/total",schemaPath:"#/components/schemas/OutcomeStats/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs15 = errors;
for(const key1 in data4){
if(!(((((key1 === "jobs") || (key1 === "outcomes")) || (key1 === "timeout_share")) || (key1 === "p50_seconds")) || (key1 === "p95_seconds"))){
validate6.errors = [{instancePath:instancePath+"/total",schemaPath:"#/components/schemas/OutcomeStats/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs15 === errors){
if(data4.jobs !== undefined){
let data5 = data4.jobs;
const _errs16 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate6.errors = [{instancePath:instancePath+"/total/jobs",schemaPath:"#/components/schemas/OutcomeStats/properties/jobs/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs16){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate6.errors = [{instancePath:instancePath+"/total/jobs",schemaPath:"#/components/schemas/OutcomeStats/properties/jobs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid4 = _errs16 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data4.outcomes !== undefined){
let data6 = data4.outcomes;
const _errs18 = errors;
if(errors === _errs18){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key2 in data6){
let data7 = data6[key2];
const _errs21 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate6.errors = [{instancePath:instancePath+"/total/outcomes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs21){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
validate6.errors = [{instancePath:instancePath+"/total/outcomes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs21 === errors;
if(!valid5){
break;
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/total/outcomes",schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid4 = _errs18 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data4.timeout_share !== undefined){
let data8 = data4.timeout_share;
const _errs23 = errors;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (data8 !== null)){
validate6.errors = [{instancePath:instancePath+"/total/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/type",keyword:"type",params:{type: schema6.properties.timeout_share.type},message:"must be number,null"}];
return false;
}
if(errors === _errs23){
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1 || isNaN(data8)){
validate6.errors = [{instancePath:instancePath+"/total/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data8 < 0 || isNaN(data8)){
validate6.errors = [{instancePath:instancePath+"/total/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid4 = _errs23 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data4.p50_seconds !== undefined){
let data9 = data4.p50_seconds;
const _errs25 = errors;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (data9 !== null)){
validate6.errors = [{instancePath:instancePath+"/total/p50_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p50_seconds/type",keyword:"type",params:{type: schema6.properties.p50_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs25){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate6.errors = [{instancePath:instancePath+"/total/p50_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p50_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid4 = _errs25 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data4.p95_seconds !== undefined){
let data10 = data4.p95_seconds;
const _errs27 = errors;
if((!((typeof data10 == "number") && (isFinite(data10)))) && (data10 !== null)){
validate6.errors = [{instancePath:instancePath+"/total/p95_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p95_seconds/type",keyword:"type",params:{type: schema6.properties.p95_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs27){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
validate6.errors = [{instancePath:instancePath+"/total/p95_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p95_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid4 = _errs27 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/total",schemaPath:"#/components/schemas/OutcomeStats/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slots !== undefined){
let data11 = data.slots;
const _errs29 = errors;
if(errors === _errs29){
if(Array.isArray(data11)){
var valid6 = true;
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
let data12 = data11[i0];
const _errs31 = errors;
if(errors === _errs31){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing2;
if((((data12.slot_id === undefined) && (missing2 = "slot_id")) || ((data12.in_flight === undefined) && (missing2 = "in_flight"))) || ((data12.stats === undefined) && (missing2 = "stats"))){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/properties/slots/items/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs33 = errors;
for(const key3 in data12){
if(!(((key3 === "slot_id") || (key3 === "in_flight")) || (key3 === "stats"))){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/properties/slots/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs33 === errors){
if(data12.slot_id !== undefined){
let data13 = data12.slot_id;
const _errs34 = errors;
if(typeof data13 !== "string"){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/slot_id",schemaPath:"#/properties/slots/items/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data13 === "slot-001") || (data13 === "slot-002")) || (data13 === "slot-003")) || (data13 === "slot-004")) || (data13 === "slot-005")) || (data13 === "slot-006")) || (data13 === "slot-007")) || (data13 === "slot-008")) || (data13 === "slot-009")) || (data13 === "slot-010")) || (data13 === "slot-011")) || (data13 === "slot-012")) || (data13 === "slot-013")) || (data13 === "slot-014")) || (data13 === "slot-015")) || (data13 === "slot-test"))){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/slot_id",schemaPath:"#/properties/slots/items/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema7.properties.slots.items.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs34 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data12.in_flight !== undefined){
let data14 = data12.in_flight;
const _errs36 = errors;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/in_flight",schemaPath:"#/properties/slots/items/properties/in_flight/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs36){
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/in_flight",schemaPath:"#/properties/slots/items/properties/in_flight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid7 = _errs36 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data12.stats !== undefined){
let data15 = data12.stats;
const _errs38 = errors;
const _errs39 = errors;
if(errors === _errs39){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing3;
if((((((data15.jobs === undefined) && (missing3 = "jobs")) || ((data15.outcomes === undefined) && (missing3 = "outcomes"))) || ((data15.timeout_share === undefined) && (missing3 = "timeout_share"))) || ((data15.p50_seconds === undefined) && (missing3 = "p50_seconds"))) || ((data15.p95_seconds === undefined) && (missing3 = "p95_seconds"))){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats",schemaPath:"#/components/schemas/OutcomeStats/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs41 = errors;
for(const key4 in data15){
if(!(((((key4 === "jobs") || (key4 === "outcomes")) || (key4 === "timeout_share")) || (key4 === "p50_seconds")) || (key4 === "p95_seconds"))){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats",schemaPath:"#/components/schemas/OutcomeStats/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs41 === errors){
if(data15.jobs !== undefined){
let data16 = data15.jobs;
const _errs42 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/jobs",schemaPath:"#/components/schemas/OutcomeStats/properties/jobs/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs42){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/jobs",schemaPath:"#/components/schemas/OutcomeStats/properties/jobs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid9 = _errs42 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data15.outcomes !== undefined){
let data17 = data15.outcomes;
const _errs44 = errors;
if(errors === _errs44){
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key5 in data17){
let data18 = data17[key5];
const _errs47 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/outcomes/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs47){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/outcomes/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid10 = _errs47 === errors;
if(!valid10){
break;
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/outcomes",schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid9 = _errs44 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data15.timeout_share !== undefined){
let data19 = data15.timeout_share;
const _errs49 = errors;
if((!((typeof data19 == "number") && (isFinite(data19)))) && (data19 !== null)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/type",keyword:"type",params:{type: schema6.properties.timeout_share.type},message:"must be number,null"}];
return false;
}
if(errors === _errs49){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 1 || isNaN(data19)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data19 < 0 || isNaN(data19)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid9 = _errs49 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data15.p50_seconds !== undefined){
let data20 = data15.p50_seconds;
const _errs51 = errors;
if((!((typeof data20 == "number") && (isFinite(data20)))) && (data20 !== null)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/p50_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p50_seconds/type",keyword:"type",params:{type: schema6.properties.p50_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs51){
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/p50_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p50_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid9 = _errs51 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data15.p95_seconds !== undefined){
let data21 = data15.p95_seconds;
const _errs53 = errors;
if((!((typeof data21 == "number") && (isFinite(data21)))) && (data21 !== null)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/p95_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p95_seconds/type",keyword:"type",params:{type: schema6.properties.p95_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs53){
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 0 || isNaN(data21)){
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats/p95_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p95_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid9 = _errs53 === errors;
}
else {
var valid9 = true;
}
}
}
}
}
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/slots/" + i0+"/stats",schemaPath:"#/components/schemas/OutcomeStats/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid7 = _errs38 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/properties/slots/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs31 === errors;
if(!valid6){
break;
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs29 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.providers !== undefined){
let data22 = data.providers;
const _errs55 = errors;
if(errors === _errs55){
if(Array.isArray(data22)){
var valid11 = true;
const len1 = data22.length;
for(let i1=0; i1<len1; i1++){
let data23 = data22[i1];
const _errs57 = errors;
if(errors === _errs57){
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
let missing4;
if(((data23.provider === undefined) && (missing4 = "provider")) || ((data23.stats === undefined) && (missing4 = "stats"))){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1,schemaPath:"#/properties/providers/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs59 = errors;
for(const key6 in data23){
if(!((key6 === "provider") || (key6 === "stats"))){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1,schemaPath:"#/properties/providers/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs59 === errors){
if(data23.provider !== undefined){
let data24 = data23.provider;
const _errs60 = errors;
if(typeof data24 !== "string"){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/provider",schemaPath:"#/properties/providers/items/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data24 === "local") || (data24 === "http")) || (data24 === "gemini")) || (data24 === "openai")) || (data24 === "turbotext")) || (data24 === "fault"))){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/provider",schemaPath:"#/properties/providers/items/properties/provider/enum",keyword:"enum",params:{allowedValues: schema7.properties.providers.items.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid12 = _errs60 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data23.stats !== undefined){
let data25 = data23.stats;
const _errs62 = errors;
const _errs63 = errors;
if(errors === _errs63){
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
let missing5;
if((((((data25.jobs === undefined) && (missing5 = "jobs")) || ((data25.outcomes === undefined) && (missing5 = "outcomes"))) || ((data25.timeout_share === undefined) && (missing5 = "timeout_share"))) || ((data25.p50_seconds === undefined) && (missing5 = "p50_seconds"))) || ((data25.p95_seconds === undefined) && (missing5 = "p95_seconds"))){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats",schemaPath:"#/components/schemas/OutcomeStats/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs65 = errors;
for(const key7 in data25){
if(!(((((key7 === "jobs") || (key7 === "outcomes")) || (key7 === "timeout_share")) || (key7 === "p50_seconds")) || (key7 === "p95_seconds"))){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats",schemaPath:"#/components/schemas/OutcomeStats/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs65 === errors){
if(data25.jobs !== undefined){
let data26 = data25.jobs;
const _errs66 = errors;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/jobs",schemaPath:"#/components/schemas/OutcomeStats/properties/jobs/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs66){
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 0 || isNaN(data26)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/jobs",schemaPath:"#/components/schemas/OutcomeStats/properties/jobs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid14 = _errs66 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data25.outcomes !== undefined){
let data27 = data25.outcomes;
const _errs68 = errors;
if(errors === _errs68){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key8 in data27){
let data28 = data27[key8];
const _errs71 = errors;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/outcomes/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs71){
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 0 || isNaN(data28)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/outcomes/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid15 = _errs71 === errors;
if(!valid15){
break;
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/outcomes",schemaPath:"#/components/schemas/OutcomeStats/properties/outcomes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid14 = _errs68 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data25.timeout_share !== undefined){
let data29 = data25.timeout_share;
const _errs73 = errors;
if((!((typeof data29 == "number") && (isFinite(data29)))) && (data29 !== null)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/type",keyword:"type",params:{type: schema6.properties.timeout_share.type},message:"must be number,null"}];
return false;
}
if(errors === _errs73){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 1 || isNaN(data29)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data29 < 0 || isNaN(data29)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/timeout_share",schemaPath:"#/components/schemas/OutcomeStats/properties/timeout_share/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid14 = _errs73 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data25.p50_seconds !== undefined){
let data30 = data25.p50_seconds;
const _errs75 = errors;
if((!((typeof data30 == "number") && (isFinite(data30)))) && (data30 !== null)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/p50_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p50_seconds/type",keyword:"type",params:{type: schema6.properties.p50_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs75){
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 0 || isNaN(data30)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/p50_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p50_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid14 = _errs75 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data25.p95_seconds !== undefined){
let data31 = data25.p95_seconds;
const _errs77 = errors;
if((!((typeof data31 == "number") && (isFinite(data31)))) && (data31 !== null)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/p95_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p95_seconds/type",keyword:"type",params:{type: schema6.properties.p95_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs77){
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats/p95_seconds",schemaPath:"#/components/schemas/OutcomeStats/properties/p95_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid14 = _errs77 === errors;
}
else {
var valid14 = true;
}
}
}
}
}
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/providers/" + i1+"/stats",schemaPath:"#/components/schemas/OutcomeStats/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid12 = _errs62 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/providers/" + i1,schemaPath:"#/properties/providers/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid11 = _errs57 === errors;
if(!valid11){
break;
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs55 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate6.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate6.errors = vErrors;
return errors === 0;
}
validate6.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateJobList = validate7;
const schema13 = {"type":"object","required":["jobs","next"],"properties":{"jobs":{"type":"array","items":{"$ref":"#/components/schemas/Job"}},"next":{"description":"before of the next page; null when this is the last one.","oneOf":[{"$ref":"#/components/schemas/JobId"},{"type":"null"}]}},"additionalProperties":false};
const schema14 = {"type":"object","required":["job_id","slot_id","slot_version","provider","answered_by","created_at","deadline_at","finished_at","outcome","failure_reason","upload_bytes","has_picture","removed","recovered","ledger"],"properties":{"job_id":{"$ref":"#/components/schemas/JobId"},"slot_id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]},"slot_version":{"type":"integer"},"provider":{"type":"string","description":"The slot's own when the job began.","enum":["local","http","gemini","openai","turbotext","fault"]},"answered_by":{"description":"Whose picture it is, when the standby made it.","oneOf":[{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},{"type":"null"}]},"created_at":{"$ref":"#/components/schemas/Time"},"deadline_at":{"$ref":"#/components/schemas/Time"},"finished_at":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}]},"outcome":{"description":"Null while the job is pending.","oneOf":[{"type":"string","enum":["success","timeout","provider_error","refused","internal_error"]},{"type":"null"}]},"failure_reason":{"oneOf":[{"$ref":"#/components/schemas/FailureReason"},{"type":"null"}]},"upload_bytes":{"type":"integer","minimum":0},"has_picture":{"type":"boolean","description":"Whether its picture is kept; one that has expired is, until the next cleanup."},"removed":{"oneOf":[{"type":"object","required":["at","because"],"properties":{"at":{"$ref":"#/components/schemas/Time"},"because":{"type":"string","enum":["expired","deleted","missing"]}},"additionalProperties":false},{"type":"null"}]},"recovered":{"type":"boolean","description":"Its process died; a later one gave it its outcome."},"ledger":{"description":"Where its time went, in milliseconds; null while it is pending and when its process died.","oneOf":[{"$ref":"#/components/schemas/JobLedger"},{"type":"null"}]}},"additionalProperties":false};
const schema21 = {"type":"object","required":["upload_ms","wait_ms","attempts","write_ms"],"properties":{"upload_ms":{"type":"integer"},"wait_ms":{"type":"integer","description":"For a permit."},"attempts":{"type":"array","items":{"type":"object","required":["provider","result","start_ms","ms","reason"],"properties":{"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"result":{"type":"string","enum":["ok","rejected","no_image","transient","overload","configuration","deadline","aborted"]},"start_ms":{"type":"integer","description":"From the request's headers."},"ms":{"type":"integer"},"reason":{"type":["string","null"],"description":"Why it gave no picture, in the words of the provider."}},"additionalProperties":false}},"write_ms":{"type":["integer","null"],"description":"Null when there was nothing to write."}},"additionalProperties":false};
const func0 = Object.prototype.hasOwnProperty;

function validate8(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate8.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((((((((((data.job_id === undefined) && (missing0 = "job_id")) || ((data.slot_id === undefined) && (missing0 = "slot_id"))) || ((data.slot_version === undefined) && (missing0 = "slot_version"))) || ((data.provider === undefined) && (missing0 = "provider"))) || ((data.answered_by === undefined) && (missing0 = "answered_by"))) || ((data.created_at === undefined) && (missing0 = "created_at"))) || ((data.deadline_at === undefined) && (missing0 = "deadline_at"))) || ((data.finished_at === undefined) && (missing0 = "finished_at"))) || ((data.outcome === undefined) && (missing0 = "outcome"))) || ((data.failure_reason === undefined) && (missing0 = "failure_reason"))) || ((data.upload_bytes === undefined) && (missing0 = "upload_bytes"))) || ((data.has_picture === undefined) && (missing0 = "has_picture"))) || ((data.removed === undefined) && (missing0 = "removed"))) || ((data.recovered === undefined) && (missing0 = "recovered"))) || ((data.ledger === undefined) && (missing0 = "ledger"))){
validate8.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema14.properties, key0))){
validate8.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.job_id !== undefined){
let data0 = data.job_id;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern0.test(data0)){
validate8.errors = [{instancePath:instancePath+"/job_id",schemaPath:"#/components/schemas/JobId/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""}];
return false;
}
}
else {
validate8.errors = [{instancePath:instancePath+"/job_id",schemaPath:"#/components/schemas/JobId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slot_id !== undefined){
let data1 = data.slot_id;
const _errs5 = errors;
if(typeof data1 !== "string"){
validate8.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data1 === "slot-001") || (data1 === "slot-002")) || (data1 === "slot-003")) || (data1 === "slot-004")) || (data1 === "slot-005")) || (data1 === "slot-006")) || (data1 === "slot-007")) || (data1 === "slot-008")) || (data1 === "slot-009")) || (data1 === "slot-010")) || (data1 === "slot-011")) || (data1 === "slot-012")) || (data1 === "slot-013")) || (data1 === "slot-014")) || (data1 === "slot-015")) || (data1 === "slot-test"))){
validate8.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema14.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slot_version !== undefined){
let data2 = data.slot_version;
const _errs7 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate8.errors = [{instancePath:instancePath+"/slot_version",schemaPath:"#/properties/slot_version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.provider !== undefined){
let data3 = data.provider;
const _errs9 = errors;
if(typeof data3 !== "string"){
validate8.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data3 === "local") || (data3 === "http")) || (data3 === "gemini")) || (data3 === "openai")) || (data3 === "turbotext")) || (data3 === "fault"))){
validate8.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema14.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.answered_by !== undefined){
let data4 = data.answered_by;
const _errs11 = errors;
const _errs12 = errors;
let valid2 = false;
let passing0 = null;
const _errs13 = errors;
if(typeof data4 !== "string"){
const err0 = {instancePath:instancePath+"/answered_by",schemaPath:"#/properties/answered_by/oneOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((((((data4 === "local") || (data4 === "http")) || (data4 === "gemini")) || (data4 === "openai")) || (data4 === "turbotext")) || (data4 === "fault"))){
const err1 = {instancePath:instancePath+"/answered_by",schemaPath:"#/properties/answered_by/oneOf/0/enum",keyword:"enum",params:{allowedValues: schema14.properties.answered_by.oneOf[0].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs15 = errors;
if(data4 !== null){
const err2 = {instancePath:instancePath+"/answered_by",schemaPath:"#/properties/answered_by/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs15 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err3 = {instancePath:instancePath+"/answered_by",schemaPath:"#/properties/answered_by/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate8.errors = vErrors;
return false;
}
else {
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.created_at !== undefined){
let data5 = data.created_at;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(errors === _errs18){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
validate8.errors = [{instancePath:instancePath+"/created_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate8.errors = [{instancePath:instancePath+"/created_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.deadline_at !== undefined){
let data6 = data.deadline_at;
const _errs20 = errors;
const _errs21 = errors;
if(errors === _errs21){
if(errors === _errs21){
if(typeof data6 === "string"){
if(!(formats0.validate(data6))){
validate8.errors = [{instancePath:instancePath+"/deadline_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate8.errors = [{instancePath:instancePath+"/deadline_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.finished_at !== undefined){
let data7 = data.finished_at;
const _errs23 = errors;
const _errs24 = errors;
let valid5 = false;
let passing1 = null;
const _errs25 = errors;
const _errs26 = errors;
if(errors === _errs26){
if(errors === _errs26){
if(typeof data7 === "string"){
if(!(formats0.validate(data7))){
const err4 = {instancePath:instancePath+"/finished_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/finished_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
var _valid1 = _errs25 === errors;
if(_valid1){
valid5 = true;
passing1 = 0;
}
const _errs28 = errors;
if(data7 !== null){
const err6 = {instancePath:instancePath+"/finished_at",schemaPath:"#/properties/finished_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid1 = _errs28 === errors;
if(_valid1 && valid5){
valid5 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid5 = true;
passing1 = 1;
}
}
if(!valid5){
const err7 = {instancePath:instancePath+"/finished_at",schemaPath:"#/properties/finished_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate8.errors = vErrors;
return false;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcome !== undefined){
let data8 = data.outcome;
const _errs30 = errors;
const _errs31 = errors;
let valid7 = false;
let passing2 = null;
const _errs32 = errors;
if(typeof data8 !== "string"){
const err8 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/oneOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!(((((data8 === "success") || (data8 === "timeout")) || (data8 === "provider_error")) || (data8 === "refused")) || (data8 === "internal_error"))){
const err9 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/oneOf/0/enum",keyword:"enum",params:{allowedValues: schema14.properties.outcome.oneOf[0].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid2 = _errs32 === errors;
if(_valid2){
valid7 = true;
passing2 = 0;
}
const _errs34 = errors;
if(data8 !== null){
const err10 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid2 = _errs34 === errors;
if(_valid2 && valid7){
valid7 = false;
passing2 = [passing2, 1];
}
else {
if(_valid2){
valid7 = true;
passing2 = 1;
}
}
if(!valid7){
const err11 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/oneOf",keyword:"oneOf",params:{passingSchemas: passing2},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
validate8.errors = vErrors;
return false;
}
else {
errors = _errs31;
if(vErrors !== null){
if(_errs31){
vErrors.length = _errs31;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.failure_reason !== undefined){
let data9 = data.failure_reason;
const _errs36 = errors;
const _errs37 = errors;
let valid8 = false;
let passing3 = null;
const _errs38 = errors;
const _errs40 = errors;
let valid10 = false;
let passing4 = null;
const _errs41 = errors;
if("invalid_request" !== data9){
const err12 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/0/const",keyword:"const",params:{allowedValue: "invalid_request"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid4 = _errs41 === errors;
if(_valid4){
valid10 = true;
passing4 = 0;
}
const _errs42 = errors;
if("hash_mismatch" !== data9){
const err13 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/1/const",keyword:"const",params:{allowedValue: "hash_mismatch"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid4 = _errs42 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 1];
}
else {
if(_valid4){
valid10 = true;
passing4 = 1;
}
const _errs43 = errors;
if("upload_aborted" !== data9){
const err14 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/2/const",keyword:"const",params:{allowedValue: "upload_aborted"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid4 = _errs43 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 2];
}
else {
if(_valid4){
valid10 = true;
passing4 = 2;
}
const _errs44 = errors;
if("invalid_password" !== data9){
const err15 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/3/const",keyword:"const",params:{allowedValue: "invalid_password"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid4 = _errs44 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 3];
}
else {
if(_valid4){
valid10 = true;
passing4 = 3;
}
const _errs45 = errors;
if("invalid_token" !== data9){
const err16 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/4/const",keyword:"const",params:{allowedValue: "invalid_token"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid4 = _errs45 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 4];
}
else {
if(_valid4){
valid10 = true;
passing4 = 4;
}
const _errs46 = errors;
if("not_signed_in" !== data9){
const err17 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/5/const",keyword:"const",params:{allowedValue: "not_signed_in"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid4 = _errs46 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 5];
}
else {
if(_valid4){
valid10 = true;
passing4 = 5;
}
const _errs47 = errors;
if("loopback_only" !== data9){
const err18 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/6/const",keyword:"const",params:{allowedValue: "loopback_only"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
var _valid4 = _errs47 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 6];
}
else {
if(_valid4){
valid10 = true;
passing4 = 6;
}
const _errs48 = errors;
if("operators_only" !== data9){
const err19 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/7/const",keyword:"const",params:{allowedValue: "operators_only"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid4 = _errs48 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 7];
}
else {
if(_valid4){
valid10 = true;
passing4 = 7;
}
const _errs49 = errors;
if("network_not_allowed" !== data9){
const err20 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/8/const",keyword:"const",params:{allowedValue: "network_not_allowed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid4 = _errs49 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 8];
}
else {
if(_valid4){
valid10 = true;
passing4 = 8;
}
const _errs50 = errors;
if("wrong_origin" !== data9){
const err21 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/9/const",keyword:"const",params:{allowedValue: "wrong_origin"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid4 = _errs50 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 9];
}
else {
if(_valid4){
valid10 = true;
passing4 = 9;
}
const _errs51 = errors;
if("route_not_found" !== data9){
const err22 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/10/const",keyword:"const",params:{allowedValue: "route_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid4 = _errs51 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 10];
}
else {
if(_valid4){
valid10 = true;
passing4 = 10;
}
const _errs52 = errors;
if("slot_not_found" !== data9){
const err23 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/11/const",keyword:"const",params:{allowedValue: "slot_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid4 = _errs52 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 11];
}
else {
if(_valid4){
valid10 = true;
passing4 = 11;
}
const _errs53 = errors;
if("result_not_found" !== data9){
const err24 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/12/const",keyword:"const",params:{allowedValue: "result_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var _valid4 = _errs53 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 12];
}
else {
if(_valid4){
valid10 = true;
passing4 = 12;
}
const _errs54 = errors;
if("not_found" !== data9){
const err25 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/13/const",keyword:"const",params:{allowedValue: "not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid4 = _errs54 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 13];
}
else {
if(_valid4){
valid10 = true;
passing4 = 13;
}
const _errs55 = errors;
if("method_not_allowed" !== data9){
const err26 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/14/const",keyword:"const",params:{allowedValue: "method_not_allowed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
var _valid4 = _errs55 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 14];
}
else {
if(_valid4){
valid10 = true;
passing4 = 14;
}
const _errs56 = errors;
if("upload_timeout" !== data9){
const err27 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/15/const",keyword:"const",params:{allowedValue: "upload_timeout"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
var _valid4 = _errs56 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 15];
}
else {
if(_valid4){
valid10 = true;
passing4 = 15;
}
const _errs57 = errors;
if("conflict" !== data9){
const err28 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/16/const",keyword:"const",params:{allowedValue: "conflict"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid4 = _errs57 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 16];
}
else {
if(_valid4){
valid10 = true;
passing4 = 16;
}
const _errs58 = errors;
if("name_taken" !== data9){
const err29 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/17/const",keyword:"const",params:{allowedValue: "name_taken"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var _valid4 = _errs58 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 17];
}
else {
if(_valid4){
valid10 = true;
passing4 = 17;
}
const _errs59 = errors;
if("result_expired" !== data9){
const err30 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/18/const",keyword:"const",params:{allowedValue: "result_expired"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid4 = _errs59 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 18];
}
else {
if(_valid4){
valid10 = true;
passing4 = 18;
}
const _errs60 = errors;
if("stale_version" !== data9){
const err31 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/19/const",keyword:"const",params:{allowedValue: "stale_version"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid4 = _errs60 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 19];
}
else {
if(_valid4){
valid10 = true;
passing4 = 19;
}
const _errs61 = errors;
if("payload_too_large" !== data9){
const err32 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/20/const",keyword:"const",params:{allowedValue: "payload_too_large"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
var _valid4 = _errs61 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 20];
}
else {
if(_valid4){
valid10 = true;
passing4 = 20;
}
const _errs62 = errors;
if("too_many_pixels" !== data9){
const err33 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/21/const",keyword:"const",params:{allowedValue: "too_many_pixels"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid4 = _errs62 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 21];
}
else {
if(_valid4){
valid10 = true;
passing4 = 21;
}
const _errs63 = errors;
if("unsupported_media_type" !== data9){
const err34 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/22/const",keyword:"const",params:{allowedValue: "unsupported_media_type"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid4 = _errs63 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 22];
}
else {
if(_valid4){
valid10 = true;
passing4 = 22;
}
const _errs64 = errors;
if("invalid_image" !== data9){
const err35 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/23/const",keyword:"const",params:{allowedValue: "invalid_image"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid4 = _errs64 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 23];
}
else {
if(_valid4){
valid10 = true;
passing4 = 23;
}
const _errs65 = errors;
if("invalid_settings" !== data9){
const err36 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/24/const",keyword:"const",params:{allowedValue: "invalid_settings"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var _valid4 = _errs65 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 24];
}
else {
if(_valid4){
valid10 = true;
passing4 = 24;
}
const _errs66 = errors;
if("photo_rejected" !== data9){
const err37 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/25/const",keyword:"const",params:{allowedValue: "photo_rejected"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var _valid4 = _errs66 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 25];
}
else {
if(_valid4){
valid10 = true;
passing4 = 25;
}
const _errs67 = errors;
if("version_required" !== data9){
const err38 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/26/const",keyword:"const",params:{allowedValue: "version_required"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var _valid4 = _errs67 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 26];
}
else {
if(_valid4){
valid10 = true;
passing4 = 26;
}
const _errs68 = errors;
if("busy" !== data9){
const err39 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/27/const",keyword:"const",params:{allowedValue: "busy"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
var _valid4 = _errs68 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 27];
}
else {
if(_valid4){
valid10 = true;
passing4 = 27;
}
const _errs69 = errors;
if("too_many_attempts" !== data9){
const err40 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/28/const",keyword:"const",params:{allowedValue: "too_many_attempts"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var _valid4 = _errs69 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 28];
}
else {
if(_valid4){
valid10 = true;
passing4 = 28;
}
const _errs70 = errors;
if("internal_error" !== data9){
const err41 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/29/const",keyword:"const",params:{allowedValue: "internal_error"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid4 = _errs70 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 29];
}
else {
if(_valid4){
valid10 = true;
passing4 = 29;
}
const _errs71 = errors;
if("provider_error" !== data9){
const err42 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/30/const",keyword:"const",params:{allowedValue: "provider_error"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
var _valid4 = _errs71 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 30];
}
else {
if(_valid4){
valid10 = true;
passing4 = 30;
}
const _errs72 = errors;
if("slot_maintenance" !== data9){
const err43 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/31/const",keyword:"const",params:{allowedValue: "slot_maintenance"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
var _valid4 = _errs72 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 31];
}
else {
if(_valid4){
valid10 = true;
passing4 = 31;
}
const _errs73 = errors;
if("slot_tripped" !== data9){
const err44 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/32/const",keyword:"const",params:{allowedValue: "slot_tripped"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid4 = _errs73 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 32];
}
else {
if(_valid4){
valid10 = true;
passing4 = 32;
}
const _errs74 = errors;
if("storage_pressure" !== data9){
const err45 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/33/const",keyword:"const",params:{allowedValue: "storage_pressure"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
var _valid4 = _errs74 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 33];
}
else {
if(_valid4){
valid10 = true;
passing4 = 33;
}
const _errs75 = errors;
if("database_unavailable" !== data9){
const err46 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/34/const",keyword:"const",params:{allowedValue: "database_unavailable"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
var _valid4 = _errs75 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 34];
}
else {
if(_valid4){
valid10 = true;
passing4 = 34;
}
const _errs76 = errors;
if("media_unavailable" !== data9){
const err47 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/35/const",keyword:"const",params:{allowedValue: "media_unavailable"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var _valid4 = _errs76 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 35];
}
else {
if(_valid4){
valid10 = true;
passing4 = 35;
}
const _errs77 = errors;
if("draining" !== data9){
const err48 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/36/const",keyword:"const",params:{allowedValue: "draining"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
var _valid4 = _errs77 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 36];
}
else {
if(_valid4){
valid10 = true;
passing4 = 36;
}
const _errs78 = errors;
if("console_not_built" !== data9){
const err49 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/37/const",keyword:"const",params:{allowedValue: "console_not_built"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid4 = _errs78 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 37];
}
else {
if(_valid4){
valid10 = true;
passing4 = 37;
}
const _errs79 = errors;
if("deadline_exceeded" !== data9){
const err50 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/38/const",keyword:"const",params:{allowedValue: "deadline_exceeded"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
var _valid4 = _errs79 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 38];
}
else {
if(_valid4){
valid10 = true;
passing4 = 38;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
if(!valid10){
const err51 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf",keyword:"oneOf",params:{passingSchemas: passing4},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
else {
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
}
var _valid3 = _errs38 === errors;
if(_valid3){
valid8 = true;
passing3 = 0;
}
const _errs80 = errors;
if(data9 !== null){
const err52 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/properties/failure_reason/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
var _valid3 = _errs80 === errors;
if(_valid3 && valid8){
valid8 = false;
passing3 = [passing3, 1];
}
else {
if(_valid3){
valid8 = true;
passing3 = 1;
}
}
if(!valid8){
const err53 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/properties/failure_reason/oneOf",keyword:"oneOf",params:{passingSchemas: passing3},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
validate8.errors = vErrors;
return false;
}
else {
errors = _errs37;
if(vErrors !== null){
if(_errs37){
vErrors.length = _errs37;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.upload_bytes !== undefined){
let data10 = data.upload_bytes;
const _errs82 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate8.errors = [{instancePath:instancePath+"/upload_bytes",schemaPath:"#/properties/upload_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs82){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
validate8.errors = [{instancePath:instancePath+"/upload_bytes",schemaPath:"#/properties/upload_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs82 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.has_picture !== undefined){
const _errs84 = errors;
if(typeof data.has_picture !== "boolean"){
validate8.errors = [{instancePath:instancePath+"/has_picture",schemaPath:"#/properties/has_picture/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs84 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.removed !== undefined){
let data12 = data.removed;
const _errs86 = errors;
const _errs87 = errors;
let valid11 = false;
let passing5 = null;
const _errs88 = errors;
if(errors === _errs88){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing1;
if(((data12.at === undefined) && (missing1 = "at")) || ((data12.because === undefined) && (missing1 = "because"))){
const err54 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf/0/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
else {
const _errs90 = errors;
for(const key1 in data12){
if(!((key1 === "at") || (key1 === "because"))){
const err55 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
break;
}
}
if(_errs90 === errors){
if(data12.at !== undefined){
let data13 = data12.at;
const _errs91 = errors;
const _errs92 = errors;
if(errors === _errs92){
if(errors === _errs92){
if(typeof data13 === "string"){
if(!(formats0.validate(data13))){
const err56 = {instancePath:instancePath+"/removed/at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/removed/at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
var valid12 = _errs91 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data12.because !== undefined){
let data14 = data12.because;
const _errs94 = errors;
if(typeof data14 !== "string"){
const err58 = {instancePath:instancePath+"/removed/because",schemaPath:"#/properties/removed/oneOf/0/properties/because/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(!(((data14 === "expired") || (data14 === "deleted")) || (data14 === "missing"))){
const err59 = {instancePath:instancePath+"/removed/because",schemaPath:"#/properties/removed/oneOf/0/properties/because/enum",keyword:"enum",params:{allowedValues: schema14.properties.removed.oneOf[0].properties.because.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
var valid12 = _errs94 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
else {
const err60 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
var _valid5 = _errs88 === errors;
if(_valid5){
valid11 = true;
passing5 = 0;
}
const _errs96 = errors;
if(data12 !== null){
const err61 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
var _valid5 = _errs96 === errors;
if(_valid5 && valid11){
valid11 = false;
passing5 = [passing5, 1];
}
else {
if(_valid5){
valid11 = true;
passing5 = 1;
}
}
if(!valid11){
const err62 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf",keyword:"oneOf",params:{passingSchemas: passing5},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
validate8.errors = vErrors;
return false;
}
else {
errors = _errs87;
if(vErrors !== null){
if(_errs87){
vErrors.length = _errs87;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs86 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.recovered !== undefined){
const _errs98 = errors;
if(typeof data.recovered !== "boolean"){
validate8.errors = [{instancePath:instancePath+"/recovered",schemaPath:"#/properties/recovered/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs98 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ledger !== undefined){
let data16 = data.ledger;
const _errs100 = errors;
const _errs101 = errors;
let valid14 = false;
let passing6 = null;
const _errs102 = errors;
const _errs103 = errors;
if(errors === _errs103){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
let missing2;
if(((((data16.upload_ms === undefined) && (missing2 = "upload_ms")) || ((data16.wait_ms === undefined) && (missing2 = "wait_ms"))) || ((data16.attempts === undefined) && (missing2 = "attempts"))) || ((data16.write_ms === undefined) && (missing2 = "write_ms"))){
const err63 = {instancePath:instancePath+"/ledger",schemaPath:"#/components/schemas/JobLedger/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
else {
const _errs105 = errors;
for(const key2 in data16){
if(!((((key2 === "upload_ms") || (key2 === "wait_ms")) || (key2 === "attempts")) || (key2 === "write_ms"))){
const err64 = {instancePath:instancePath+"/ledger",schemaPath:"#/components/schemas/JobLedger/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
break;
}
}
if(_errs105 === errors){
if(data16.upload_ms !== undefined){
let data17 = data16.upload_ms;
const _errs106 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err65 = {instancePath:instancePath+"/ledger/upload_ms",schemaPath:"#/components/schemas/JobLedger/properties/upload_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
var valid16 = _errs106 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data16.wait_ms !== undefined){
let data18 = data16.wait_ms;
const _errs108 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err66 = {instancePath:instancePath+"/ledger/wait_ms",schemaPath:"#/components/schemas/JobLedger/properties/wait_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
var valid16 = _errs108 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data16.attempts !== undefined){
let data19 = data16.attempts;
const _errs110 = errors;
if(errors === _errs110){
if(Array.isArray(data19)){
var valid17 = true;
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
let data20 = data19[i0];
const _errs112 = errors;
if(errors === _errs112){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing3;
if((((((data20.provider === undefined) && (missing3 = "provider")) || ((data20.result === undefined) && (missing3 = "result"))) || ((data20.start_ms === undefined) && (missing3 = "start_ms"))) || ((data20.ms === undefined) && (missing3 = "ms"))) || ((data20.reason === undefined) && (missing3 = "reason"))){
const err67 = {instancePath:instancePath+"/ledger/attempts/" + i0,schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
else {
const _errs114 = errors;
for(const key3 in data20){
if(!(((((key3 === "provider") || (key3 === "result")) || (key3 === "start_ms")) || (key3 === "ms")) || (key3 === "reason"))){
const err68 = {instancePath:instancePath+"/ledger/attempts/" + i0,schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
break;
}
}
if(_errs114 === errors){
if(data20.provider !== undefined){
let data21 = data20.provider;
const _errs115 = errors;
if(typeof data21 !== "string"){
const err69 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/provider",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(!((((((data21 === "local") || (data21 === "http")) || (data21 === "gemini")) || (data21 === "openai")) || (data21 === "turbotext")) || (data21 === "fault"))){
const err70 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/provider",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/provider/enum",keyword:"enum",params:{allowedValues: schema21.properties.attempts.items.properties.provider.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
var valid18 = _errs115 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data20.result !== undefined){
let data22 = data20.result;
const _errs117 = errors;
if(typeof data22 !== "string"){
const err71 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/result",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/result/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(!((((((((data22 === "ok") || (data22 === "rejected")) || (data22 === "no_image")) || (data22 === "transient")) || (data22 === "overload")) || (data22 === "configuration")) || (data22 === "deadline")) || (data22 === "aborted"))){
const err72 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/result",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/result/enum",keyword:"enum",params:{allowedValues: schema21.properties.attempts.items.properties.result.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
var valid18 = _errs117 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data20.start_ms !== undefined){
let data23 = data20.start_ms;
const _errs119 = errors;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err73 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/start_ms",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/start_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
var valid18 = _errs119 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data20.ms !== undefined){
let data24 = data20.ms;
const _errs121 = errors;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err74 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/ms",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
var valid18 = _errs121 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data20.reason !== undefined){
let data25 = data20.reason;
const _errs123 = errors;
if((typeof data25 !== "string") && (data25 !== null)){
const err75 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/reason",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/reason/type",keyword:"type",params:{type: schema21.properties.attempts.items.properties.reason.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
var valid18 = _errs123 === errors;
}
else {
var valid18 = true;
}
}
}
}
}
}
}
}
else {
const err76 = {instancePath:instancePath+"/ledger/attempts/" + i0,schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
var valid17 = _errs112 === errors;
if(!valid17){
break;
}
}
}
else {
const err77 = {instancePath:instancePath+"/ledger/attempts",schemaPath:"#/components/schemas/JobLedger/properties/attempts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
var valid16 = _errs110 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data16.write_ms !== undefined){
let data26 = data16.write_ms;
const _errs125 = errors;
if((!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))) && (data26 !== null)){
const err78 = {instancePath:instancePath+"/ledger/write_ms",schemaPath:"#/components/schemas/JobLedger/properties/write_ms/type",keyword:"type",params:{type: schema21.properties.write_ms.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
var valid16 = _errs125 === errors;
}
else {
var valid16 = true;
}
}
}
}
}
}
}
else {
const err79 = {instancePath:instancePath+"/ledger",schemaPath:"#/components/schemas/JobLedger/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
var _valid6 = _errs102 === errors;
if(_valid6){
valid14 = true;
passing6 = 0;
}
const _errs127 = errors;
if(data16 !== null){
const err80 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
var _valid6 = _errs127 === errors;
if(_valid6 && valid14){
valid14 = false;
passing6 = [passing6, 1];
}
else {
if(_valid6){
valid14 = true;
passing6 = 1;
}
}
if(!valid14){
const err81 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/oneOf",keyword:"oneOf",params:{passingSchemas: passing6},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
validate8.errors = vErrors;
return false;
}
else {
errors = _errs101;
if(vErrors !== null){
if(_errs101){
vErrors.length = _errs101;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs100 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate8.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate8.errors = vErrors;
return errors === 0;
}
validate8.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate7(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate7.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.jobs === undefined) && (missing0 = "jobs")) || ((data.next === undefined) && (missing0 = "next"))){
validate7.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "jobs") || (key0 === "next"))){
validate7.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.jobs !== undefined){
let data0 = data.jobs;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if(!(validate8(data0[i0], {instancePath:instancePath+"/jobs/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate8.errors : vErrors.concat(validate8.errors);
errors = vErrors.length;
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate7.errors = [{instancePath:instancePath+"/jobs",schemaPath:"#/properties/jobs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.next !== undefined){
let data2 = data.next;
const _errs5 = errors;
const _errs6 = errors;
let valid2 = false;
let passing0 = null;
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if(!pattern0.test(data2)){
const err0 = {instancePath:instancePath+"/next",schemaPath:"#/components/schemas/JobId/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/next",schemaPath:"#/components/schemas/JobId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs7 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs10 = errors;
if(data2 !== null){
const err2 = {instancePath:instancePath+"/next",schemaPath:"#/properties/next/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs10 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err3 = {instancePath:instancePath+"/next",schemaPath:"#/properties/next/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate7.errors = vErrors;
return false;
}
else {
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate7.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate7.errors = vErrors;
return errors === 0;
}
validate7.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateJob = validate10;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate10.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((((((((((data.job_id === undefined) && (missing0 = "job_id")) || ((data.slot_id === undefined) && (missing0 = "slot_id"))) || ((data.slot_version === undefined) && (missing0 = "slot_version"))) || ((data.provider === undefined) && (missing0 = "provider"))) || ((data.answered_by === undefined) && (missing0 = "answered_by"))) || ((data.created_at === undefined) && (missing0 = "created_at"))) || ((data.deadline_at === undefined) && (missing0 = "deadline_at"))) || ((data.finished_at === undefined) && (missing0 = "finished_at"))) || ((data.outcome === undefined) && (missing0 = "outcome"))) || ((data.failure_reason === undefined) && (missing0 = "failure_reason"))) || ((data.upload_bytes === undefined) && (missing0 = "upload_bytes"))) || ((data.has_picture === undefined) && (missing0 = "has_picture"))) || ((data.removed === undefined) && (missing0 = "removed"))) || ((data.recovered === undefined) && (missing0 = "recovered"))) || ((data.ledger === undefined) && (missing0 = "ledger"))){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema14.properties, key0))){
validate10.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.job_id !== undefined){
let data0 = data.job_id;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern0.test(data0)){
validate10.errors = [{instancePath:instancePath+"/job_id",schemaPath:"#/components/schemas/JobId/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/job_id",schemaPath:"#/components/schemas/JobId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slot_id !== undefined){
let data1 = data.slot_id;
const _errs5 = errors;
if(typeof data1 !== "string"){
validate10.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data1 === "slot-001") || (data1 === "slot-002")) || (data1 === "slot-003")) || (data1 === "slot-004")) || (data1 === "slot-005")) || (data1 === "slot-006")) || (data1 === "slot-007")) || (data1 === "slot-008")) || (data1 === "slot-009")) || (data1 === "slot-010")) || (data1 === "slot-011")) || (data1 === "slot-012")) || (data1 === "slot-013")) || (data1 === "slot-014")) || (data1 === "slot-015")) || (data1 === "slot-test"))){
validate10.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema14.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slot_version !== undefined){
let data2 = data.slot_version;
const _errs7 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate10.errors = [{instancePath:instancePath+"/slot_version",schemaPath:"#/properties/slot_version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.provider !== undefined){
let data3 = data.provider;
const _errs9 = errors;
if(typeof data3 !== "string"){
validate10.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data3 === "local") || (data3 === "http")) || (data3 === "gemini")) || (data3 === "openai")) || (data3 === "turbotext")) || (data3 === "fault"))){
validate10.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema14.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.answered_by !== undefined){
let data4 = data.answered_by;
const _errs11 = errors;
const _errs12 = errors;
let valid2 = false;
let passing0 = null;
const _errs13 = errors;
if(typeof data4 !== "string"){
const err0 = {instancePath:instancePath+"/answered_by",schemaPath:"#/properties/answered_by/oneOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((((((data4 === "local") || (data4 === "http")) || (data4 === "gemini")) || (data4 === "openai")) || (data4 === "turbotext")) || (data4 === "fault"))){
const err1 = {instancePath:instancePath+"/answered_by",schemaPath:"#/properties/answered_by/oneOf/0/enum",keyword:"enum",params:{allowedValues: schema14.properties.answered_by.oneOf[0].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs15 = errors;
if(data4 !== null){
const err2 = {instancePath:instancePath+"/answered_by",schemaPath:"#/properties/answered_by/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs15 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err3 = {instancePath:instancePath+"/answered_by",schemaPath:"#/properties/answered_by/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.created_at !== undefined){
let data5 = data.created_at;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(errors === _errs18){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
validate10.errors = [{instancePath:instancePath+"/created_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/created_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.deadline_at !== undefined){
let data6 = data.deadline_at;
const _errs20 = errors;
const _errs21 = errors;
if(errors === _errs21){
if(errors === _errs21){
if(typeof data6 === "string"){
if(!(formats0.validate(data6))){
validate10.errors = [{instancePath:instancePath+"/deadline_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/deadline_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.finished_at !== undefined){
let data7 = data.finished_at;
const _errs23 = errors;
const _errs24 = errors;
let valid5 = false;
let passing1 = null;
const _errs25 = errors;
const _errs26 = errors;
if(errors === _errs26){
if(errors === _errs26){
if(typeof data7 === "string"){
if(!(formats0.validate(data7))){
const err4 = {instancePath:instancePath+"/finished_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/finished_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
var _valid1 = _errs25 === errors;
if(_valid1){
valid5 = true;
passing1 = 0;
}
const _errs28 = errors;
if(data7 !== null){
const err6 = {instancePath:instancePath+"/finished_at",schemaPath:"#/properties/finished_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid1 = _errs28 === errors;
if(_valid1 && valid5){
valid5 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid5 = true;
passing1 = 1;
}
}
if(!valid5){
const err7 = {instancePath:instancePath+"/finished_at",schemaPath:"#/properties/finished_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcome !== undefined){
let data8 = data.outcome;
const _errs30 = errors;
const _errs31 = errors;
let valid7 = false;
let passing2 = null;
const _errs32 = errors;
if(typeof data8 !== "string"){
const err8 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/oneOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!(((((data8 === "success") || (data8 === "timeout")) || (data8 === "provider_error")) || (data8 === "refused")) || (data8 === "internal_error"))){
const err9 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/oneOf/0/enum",keyword:"enum",params:{allowedValues: schema14.properties.outcome.oneOf[0].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid2 = _errs32 === errors;
if(_valid2){
valid7 = true;
passing2 = 0;
}
const _errs34 = errors;
if(data8 !== null){
const err10 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid2 = _errs34 === errors;
if(_valid2 && valid7){
valid7 = false;
passing2 = [passing2, 1];
}
else {
if(_valid2){
valid7 = true;
passing2 = 1;
}
}
if(!valid7){
const err11 = {instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/oneOf",keyword:"oneOf",params:{passingSchemas: passing2},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs31;
if(vErrors !== null){
if(_errs31){
vErrors.length = _errs31;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.failure_reason !== undefined){
let data9 = data.failure_reason;
const _errs36 = errors;
const _errs37 = errors;
let valid8 = false;
let passing3 = null;
const _errs38 = errors;
const _errs40 = errors;
let valid10 = false;
let passing4 = null;
const _errs41 = errors;
if("invalid_request" !== data9){
const err12 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/0/const",keyword:"const",params:{allowedValue: "invalid_request"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid4 = _errs41 === errors;
if(_valid4){
valid10 = true;
passing4 = 0;
}
const _errs42 = errors;
if("hash_mismatch" !== data9){
const err13 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/1/const",keyword:"const",params:{allowedValue: "hash_mismatch"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid4 = _errs42 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 1];
}
else {
if(_valid4){
valid10 = true;
passing4 = 1;
}
const _errs43 = errors;
if("upload_aborted" !== data9){
const err14 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/2/const",keyword:"const",params:{allowedValue: "upload_aborted"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid4 = _errs43 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 2];
}
else {
if(_valid4){
valid10 = true;
passing4 = 2;
}
const _errs44 = errors;
if("invalid_password" !== data9){
const err15 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/3/const",keyword:"const",params:{allowedValue: "invalid_password"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid4 = _errs44 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 3];
}
else {
if(_valid4){
valid10 = true;
passing4 = 3;
}
const _errs45 = errors;
if("invalid_token" !== data9){
const err16 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/4/const",keyword:"const",params:{allowedValue: "invalid_token"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid4 = _errs45 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 4];
}
else {
if(_valid4){
valid10 = true;
passing4 = 4;
}
const _errs46 = errors;
if("not_signed_in" !== data9){
const err17 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/5/const",keyword:"const",params:{allowedValue: "not_signed_in"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid4 = _errs46 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 5];
}
else {
if(_valid4){
valid10 = true;
passing4 = 5;
}
const _errs47 = errors;
if("loopback_only" !== data9){
const err18 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/6/const",keyword:"const",params:{allowedValue: "loopback_only"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
var _valid4 = _errs47 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 6];
}
else {
if(_valid4){
valid10 = true;
passing4 = 6;
}
const _errs48 = errors;
if("operators_only" !== data9){
const err19 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/7/const",keyword:"const",params:{allowedValue: "operators_only"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid4 = _errs48 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 7];
}
else {
if(_valid4){
valid10 = true;
passing4 = 7;
}
const _errs49 = errors;
if("network_not_allowed" !== data9){
const err20 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/8/const",keyword:"const",params:{allowedValue: "network_not_allowed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
var _valid4 = _errs49 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 8];
}
else {
if(_valid4){
valid10 = true;
passing4 = 8;
}
const _errs50 = errors;
if("wrong_origin" !== data9){
const err21 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/9/const",keyword:"const",params:{allowedValue: "wrong_origin"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
var _valid4 = _errs50 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 9];
}
else {
if(_valid4){
valid10 = true;
passing4 = 9;
}
const _errs51 = errors;
if("route_not_found" !== data9){
const err22 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/10/const",keyword:"const",params:{allowedValue: "route_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
var _valid4 = _errs51 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 10];
}
else {
if(_valid4){
valid10 = true;
passing4 = 10;
}
const _errs52 = errors;
if("slot_not_found" !== data9){
const err23 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/11/const",keyword:"const",params:{allowedValue: "slot_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid4 = _errs52 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 11];
}
else {
if(_valid4){
valid10 = true;
passing4 = 11;
}
const _errs53 = errors;
if("result_not_found" !== data9){
const err24 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/12/const",keyword:"const",params:{allowedValue: "result_not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var _valid4 = _errs53 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 12];
}
else {
if(_valid4){
valid10 = true;
passing4 = 12;
}
const _errs54 = errors;
if("not_found" !== data9){
const err25 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/13/const",keyword:"const",params:{allowedValue: "not_found"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
var _valid4 = _errs54 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 13];
}
else {
if(_valid4){
valid10 = true;
passing4 = 13;
}
const _errs55 = errors;
if("method_not_allowed" !== data9){
const err26 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/14/const",keyword:"const",params:{allowedValue: "method_not_allowed"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
var _valid4 = _errs55 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 14];
}
else {
if(_valid4){
valid10 = true;
passing4 = 14;
}
const _errs56 = errors;
if("upload_timeout" !== data9){
const err27 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/15/const",keyword:"const",params:{allowedValue: "upload_timeout"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
var _valid4 = _errs56 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 15];
}
else {
if(_valid4){
valid10 = true;
passing4 = 15;
}
const _errs57 = errors;
if("conflict" !== data9){
const err28 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/16/const",keyword:"const",params:{allowedValue: "conflict"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid4 = _errs57 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 16];
}
else {
if(_valid4){
valid10 = true;
passing4 = 16;
}
const _errs58 = errors;
if("name_taken" !== data9){
const err29 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/17/const",keyword:"const",params:{allowedValue: "name_taken"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var _valid4 = _errs58 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 17];
}
else {
if(_valid4){
valid10 = true;
passing4 = 17;
}
const _errs59 = errors;
if("result_expired" !== data9){
const err30 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/18/const",keyword:"const",params:{allowedValue: "result_expired"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid4 = _errs59 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 18];
}
else {
if(_valid4){
valid10 = true;
passing4 = 18;
}
const _errs60 = errors;
if("stale_version" !== data9){
const err31 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/19/const",keyword:"const",params:{allowedValue: "stale_version"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid4 = _errs60 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 19];
}
else {
if(_valid4){
valid10 = true;
passing4 = 19;
}
const _errs61 = errors;
if("payload_too_large" !== data9){
const err32 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/20/const",keyword:"const",params:{allowedValue: "payload_too_large"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
var _valid4 = _errs61 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 20];
}
else {
if(_valid4){
valid10 = true;
passing4 = 20;
}
const _errs62 = errors;
if("too_many_pixels" !== data9){
const err33 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/21/const",keyword:"const",params:{allowedValue: "too_many_pixels"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
var _valid4 = _errs62 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 21];
}
else {
if(_valid4){
valid10 = true;
passing4 = 21;
}
const _errs63 = errors;
if("unsupported_media_type" !== data9){
const err34 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/22/const",keyword:"const",params:{allowedValue: "unsupported_media_type"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
var _valid4 = _errs63 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 22];
}
else {
if(_valid4){
valid10 = true;
passing4 = 22;
}
const _errs64 = errors;
if("invalid_image" !== data9){
const err35 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/23/const",keyword:"const",params:{allowedValue: "invalid_image"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var _valid4 = _errs64 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 23];
}
else {
if(_valid4){
valid10 = true;
passing4 = 23;
}
const _errs65 = errors;
if("invalid_settings" !== data9){
const err36 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/24/const",keyword:"const",params:{allowedValue: "invalid_settings"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var _valid4 = _errs65 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 24];
}
else {
if(_valid4){
valid10 = true;
passing4 = 24;
}
const _errs66 = errors;
if("photo_rejected" !== data9){
const err37 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/25/const",keyword:"const",params:{allowedValue: "photo_rejected"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var _valid4 = _errs66 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 25];
}
else {
if(_valid4){
valid10 = true;
passing4 = 25;
}
const _errs67 = errors;
if("version_required" !== data9){
const err38 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/26/const",keyword:"const",params:{allowedValue: "version_required"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
var _valid4 = _errs67 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 26];
}
else {
if(_valid4){
valid10 = true;
passing4 = 26;
}
const _errs68 = errors;
if("busy" !== data9){
const err39 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/27/const",keyword:"const",params:{allowedValue: "busy"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
var _valid4 = _errs68 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 27];
}
else {
if(_valid4){
valid10 = true;
passing4 = 27;
}
const _errs69 = errors;
if("too_many_attempts" !== data9){
const err40 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/28/const",keyword:"const",params:{allowedValue: "too_many_attempts"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var _valid4 = _errs69 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 28];
}
else {
if(_valid4){
valid10 = true;
passing4 = 28;
}
const _errs70 = errors;
if("internal_error" !== data9){
const err41 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/29/const",keyword:"const",params:{allowedValue: "internal_error"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid4 = _errs70 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 29];
}
else {
if(_valid4){
valid10 = true;
passing4 = 29;
}
const _errs71 = errors;
if("provider_error" !== data9){
const err42 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/30/const",keyword:"const",params:{allowedValue: "provider_error"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
var _valid4 = _errs71 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 30];
}
else {
if(_valid4){
valid10 = true;
passing4 = 30;
}
const _errs72 = errors;
if("slot_maintenance" !== data9){
const err43 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/31/const",keyword:"const",params:{allowedValue: "slot_maintenance"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
var _valid4 = _errs72 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 31];
}
else {
if(_valid4){
valid10 = true;
passing4 = 31;
}
const _errs73 = errors;
if("slot_tripped" !== data9){
const err44 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/32/const",keyword:"const",params:{allowedValue: "slot_tripped"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid4 = _errs73 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 32];
}
else {
if(_valid4){
valid10 = true;
passing4 = 32;
}
const _errs74 = errors;
if("storage_pressure" !== data9){
const err45 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/33/const",keyword:"const",params:{allowedValue: "storage_pressure"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
var _valid4 = _errs74 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 33];
}
else {
if(_valid4){
valid10 = true;
passing4 = 33;
}
const _errs75 = errors;
if("database_unavailable" !== data9){
const err46 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/34/const",keyword:"const",params:{allowedValue: "database_unavailable"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
var _valid4 = _errs75 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 34];
}
else {
if(_valid4){
valid10 = true;
passing4 = 34;
}
const _errs76 = errors;
if("media_unavailable" !== data9){
const err47 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/35/const",keyword:"const",params:{allowedValue: "media_unavailable"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
var _valid4 = _errs76 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 35];
}
else {
if(_valid4){
valid10 = true;
passing4 = 35;
}
const _errs77 = errors;
if("draining" !== data9){
const err48 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/36/const",keyword:"const",params:{allowedValue: "draining"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
var _valid4 = _errs77 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 36];
}
else {
if(_valid4){
valid10 = true;
passing4 = 36;
}
const _errs78 = errors;
if("console_not_built" !== data9){
const err49 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/37/const",keyword:"const",params:{allowedValue: "console_not_built"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid4 = _errs78 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 37];
}
else {
if(_valid4){
valid10 = true;
passing4 = 37;
}
const _errs79 = errors;
if("deadline_exceeded" !== data9){
const err50 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/38/const",keyword:"const",params:{allowedValue: "deadline_exceeded"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
var _valid4 = _errs79 === errors;
if(_valid4 && valid10){
valid10 = false;
passing4 = [passing4, 38];
}
else {
if(_valid4){
valid10 = true;
passing4 = 38;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
if(!valid10){
const err51 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf",keyword:"oneOf",params:{passingSchemas: passing4},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
else {
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
}
var _valid3 = _errs38 === errors;
if(_valid3){
valid8 = true;
passing3 = 0;
}
const _errs80 = errors;
if(data9 !== null){
const err52 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/properties/failure_reason/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
var _valid3 = _errs80 === errors;
if(_valid3 && valid8){
valid8 = false;
passing3 = [passing3, 1];
}
else {
if(_valid3){
valid8 = true;
passing3 = 1;
}
}
if(!valid8){
const err53 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/properties/failure_reason/oneOf",keyword:"oneOf",params:{passingSchemas: passing3},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs37;
if(vErrors !== null){
if(_errs37){
vErrors.length = _errs37;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.upload_bytes !== undefined){
let data10 = data.upload_bytes;
const _errs82 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate10.errors = [{instancePath:instancePath+"/upload_bytes",schemaPath:"#/properties/upload_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs82){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
validate10.errors = [{instancePath:instancePath+"/upload_bytes",schemaPath:"#/properties/upload_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs82 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.has_picture !== undefined){
const _errs84 = errors;
if(typeof data.has_picture !== "boolean"){
validate10.errors = [{instancePath:instancePath+"/has_picture",schemaPath:"#/properties/has_picture/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs84 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.removed !== undefined){
let data12 = data.removed;
const _errs86 = errors;
const _errs87 = errors;
let valid11 = false;
let passing5 = null;
const _errs88 = errors;
if(errors === _errs88){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing1;
if(((data12.at === undefined) && (missing1 = "at")) || ((data12.because === undefined) && (missing1 = "because"))){
const err54 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf/0/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
else {
const _errs90 = errors;
for(const key1 in data12){
if(!((key1 === "at") || (key1 === "because"))){
const err55 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
break;
}
}
if(_errs90 === errors){
if(data12.at !== undefined){
let data13 = data12.at;
const _errs91 = errors;
const _errs92 = errors;
if(errors === _errs92){
if(errors === _errs92){
if(typeof data13 === "string"){
if(!(formats0.validate(data13))){
const err56 = {instancePath:instancePath+"/removed/at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/removed/at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
var valid12 = _errs91 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data12.because !== undefined){
let data14 = data12.because;
const _errs94 = errors;
if(typeof data14 !== "string"){
const err58 = {instancePath:instancePath+"/removed/because",schemaPath:"#/properties/removed/oneOf/0/properties/because/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(!(((data14 === "expired") || (data14 === "deleted")) || (data14 === "missing"))){
const err59 = {instancePath:instancePath+"/removed/because",schemaPath:"#/properties/removed/oneOf/0/properties/because/enum",keyword:"enum",params:{allowedValues: schema14.properties.removed.oneOf[0].properties.because.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
var valid12 = _errs94 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
else {
const err60 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
var _valid5 = _errs88 === errors;
if(_valid5){
valid11 = true;
passing5 = 0;
}
const _errs96 = errors;
if(data12 !== null){
const err61 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
var _valid5 = _errs96 === errors;
if(_valid5 && valid11){
valid11 = false;
passing5 = [passing5, 1];
}
else {
if(_valid5){
valid11 = true;
passing5 = 1;
}
}
if(!valid11){
const err62 = {instancePath:instancePath+"/removed",schemaPath:"#/properties/removed/oneOf",keyword:"oneOf",params:{passingSchemas: passing5},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs87;
if(vErrors !== null){
if(_errs87){
vErrors.length = _errs87;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs86 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.recovered !== undefined){
const _errs98 = errors;
if(typeof data.recovered !== "boolean"){
validate10.errors = [{instancePath:instancePath+"/recovered",schemaPath:"#/properties/recovered/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs98 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ledger !== undefined){
let data16 = data.ledger;
const _errs100 = errors;
const _errs101 = errors;
let valid14 = false;
let passing6 = null;
const _errs102 = errors;
const _errs103 = errors;
if(errors === _errs103){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
let missing2;
if(((((data16.upload_ms === undefined) && (missing2 = "upload_ms")) || ((data16.wait_ms === undefined) && (missing2 = "wait_ms"))) || ((data16.attempts === undefined) && (missing2 = "attempts"))) || ((data16.write_ms === undefined) && (missing2 = "write_ms"))){
const err63 = {instancePath:instancePath+"/ledger",schemaPath:"#/components/schemas/JobLedger/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
else {
const _errs105 = errors;
for(const key2 in data16){
if(!((((key2 === "upload_ms") || (key2 === "wait_ms")) || (key2 === "attempts")) || (key2 === "write_ms"))){
const err64 = {instancePath:instancePath+"/ledger",schemaPath:"#/components/schemas/JobLedger/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
break;
}
}
if(_errs105 === errors){
if(data16.upload_ms !== undefined){
let data17 = data16.upload_ms;
const _errs106 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err65 = {instancePath:instancePath+"/ledger/upload_ms",schemaPath:"#/components/schemas/JobLedger/properties/upload_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
var valid16 = _errs106 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data16.wait_ms !== undefined){
let data18 = data16.wait_ms;
const _errs108 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err66 = {instancePath:instancePath+"/ledger/wait_ms",schemaPath:"#/components/schemas/JobLedger/properties/wait_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
var valid16 = _errs108 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data16.attempts !== undefined){
let data19 = data16.attempts;
const _errs110 = errors;
if(errors === _errs110){
if(Array.isArray(data19)){
var valid17 = true;
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
let data20 = data19[i0];
const _errs112 = errors;
if(errors === _errs112){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing3;
if((((((data20.provider === undefined) && (missing3 = "provider")) || ((data20.result === undefined) && (missing3 = "result"))) || ((data20.start_ms === undefined) && (missing3 = "start_ms"))) || ((data20.ms === undefined) && (missing3 = "ms"))) || ((data20.reason === undefined) && (missing3 = "reason"))){
const err67 = {instancePath:instancePath+"/ledger/attempts/" + i0,schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
else {
const _errs114 = errors;
for(const key3 in data20){
if(!(((((key3 === "provider") || (key3 === "result")) || (key3 === "start_ms")) || (key3 === "ms")) || (key3 === "reason"))){
const err68 = {instancePath:instancePath+"/ledger/attempts/" + i0,schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
break;
}
}
if(_errs114 === errors){
if(data20.provider !== undefined){
let data21 = data20.provider;
const _errs115 = errors;
if(typeof data21 !== "string"){
const err69 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/provider",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(!((((((data21 === "local") || (data21 === "http")) || (data21 === "gemini")) || (data21 === "openai")) || (data21 === "turbotext")) || (data21 === "fault"))){
const err70 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/provider",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/provider/enum",keyword:"enum",params:{allowedValues: schema21.properties.attempts.items.properties.provider.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
var valid18 = _errs115 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data20.result !== undefined){
let data22 = data20.result;
const _errs117 = errors;
if(typeof data22 !== "string"){
const err71 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/result",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/result/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(!((((((((data22 === "ok") || (data22 === "rejected")) || (data22 === "no_image")) || (data22 === "transient")) || (data22 === "overload")) || (data22 === "configuration")) || (data22 === "deadline")) || (data22 === "aborted"))){
const err72 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/result",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/result/enum",keyword:"enum",params:{allowedValues: schema21.properties.attempts.items.properties.result.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
var valid18 = _errs117 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data20.start_ms !== undefined){
let data23 = data20.start_ms;
const _errs119 = errors;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err73 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/start_ms",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/start_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
var valid18 = _errs119 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data20.ms !== undefined){
let data24 = data20.ms;
const _errs121 = errors;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err74 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/ms",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
var valid18 = _errs121 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data20.reason !== undefined){
let data25 = data20.reason;
const _errs123 = errors;
if((typeof data25 !== "string") && (data25 !== null)){
const err75 = {instancePath:instancePath+"/ledger/attempts/" + i0+"/reason",schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/properties/reason/type",keyword:"type",params:{type: schema21.properties.attempts.items.properties.reason.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
var valid18 = _errs123 === errors;
}
else {
var valid18 = true;
}
}
}
}
}
}
}
}
else {
const err76 = {instancePath:instancePath+"/ledger/attempts/" + i0,schemaPath:"#/components/schemas/JobLedger/properties/attempts/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
var valid17 = _errs112 === errors;
if(!valid17){
break;
}
}
}
else {
const err77 = {instancePath:instancePath+"/ledger/attempts",schemaPath:"#/components/schemas/JobLedger/properties/attempts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
var valid16 = _errs110 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data16.write_ms !== undefined){
let data26 = data16.write_ms;
const _errs125 = errors;
if((!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))) && (data26 !== null)){
const err78 = {instancePath:instancePath+"/ledger/write_ms",schemaPath:"#/components/schemas/JobLedger/properties/write_ms/type",keyword:"type",params:{type: schema21.properties.write_ms.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
var valid16 = _errs125 === errors;
}
else {
var valid16 = true;
}
}
}
}
}
}
}
else {
const err79 = {instancePath:instancePath+"/ledger",schemaPath:"#/components/schemas/JobLedger/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
var _valid6 = _errs102 === errors;
if(_valid6){
valid14 = true;
passing6 = 0;
}
const _errs127 = errors;
if(data16 !== null){
const err80 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
var _valid6 = _errs127 === errors;
if(_valid6 && valid14){
valid14 = false;
passing6 = [passing6, 1];
}
else {
if(_valid6){
valid14 = true;
passing6 = 1;
}
}
if(!valid14){
const err81 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/oneOf",keyword:"oneOf",params:{passingSchemas: passing6},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
validate10.errors = vErrors;
return false;
}
else {
errors = _errs101;
if(vErrors !== null){
if(_errs101){
vErrors.length = _errs101;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs100 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}
validate10.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateJobLedger = validate11;

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate11.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.upload_ms === undefined) && (missing0 = "upload_ms")) || ((data.wait_ms === undefined) && (missing0 = "wait_ms"))) || ((data.attempts === undefined) && (missing0 = "attempts"))) || ((data.write_ms === undefined) && (missing0 = "write_ms"))){
validate11.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "upload_ms") || (key0 === "wait_ms")) || (key0 === "attempts")) || (key0 === "write_ms"))){
validate11.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.upload_ms !== undefined){
let data0 = data.upload_ms;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate11.errors = [{instancePath:instancePath+"/upload_ms",schemaPath:"#/properties/upload_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.wait_ms !== undefined){
let data1 = data.wait_ms;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate11.errors = [{instancePath:instancePath+"/wait_ms",schemaPath:"#/properties/wait_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.attempts !== undefined){
let data2 = data.attempts;
const _errs6 = errors;
if(errors === _errs6){
if(Array.isArray(data2)){
var valid1 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs8 = errors;
if(errors === _errs8){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((((((data3.provider === undefined) && (missing1 = "provider")) || ((data3.result === undefined) && (missing1 = "result"))) || ((data3.start_ms === undefined) && (missing1 = "start_ms"))) || ((data3.ms === undefined) && (missing1 = "ms"))) || ((data3.reason === undefined) && (missing1 = "reason"))){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0,schemaPath:"#/properties/attempts/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs10 = errors;
for(const key1 in data3){
if(!(((((key1 === "provider") || (key1 === "result")) || (key1 === "start_ms")) || (key1 === "ms")) || (key1 === "reason"))){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0,schemaPath:"#/properties/attempts/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs10 === errors){
if(data3.provider !== undefined){
let data4 = data3.provider;
const _errs11 = errors;
if(typeof data4 !== "string"){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0+"/provider",schemaPath:"#/properties/attempts/items/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data4 === "local") || (data4 === "http")) || (data4 === "gemini")) || (data4 === "openai")) || (data4 === "turbotext")) || (data4 === "fault"))){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0+"/provider",schemaPath:"#/properties/attempts/items/properties/provider/enum",keyword:"enum",params:{allowedValues: schema21.properties.attempts.items.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs11 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.result !== undefined){
let data5 = data3.result;
const _errs13 = errors;
if(typeof data5 !== "string"){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0+"/result",schemaPath:"#/properties/attempts/items/properties/result/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((data5 === "ok") || (data5 === "rejected")) || (data5 === "no_image")) || (data5 === "transient")) || (data5 === "overload")) || (data5 === "configuration")) || (data5 === "deadline")) || (data5 === "aborted"))){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0+"/result",schemaPath:"#/properties/attempts/items/properties/result/enum",keyword:"enum",params:{allowedValues: schema21.properties.attempts.items.properties.result.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.start_ms !== undefined){
let data6 = data3.start_ms;
const _errs15 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0+"/start_ms",schemaPath:"#/properties/attempts/items/properties/start_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.ms !== undefined){
let data7 = data3.ms;
const _errs17 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0+"/ms",schemaPath:"#/properties/attempts/items/properties/ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs17 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data3.reason !== undefined){
let data8 = data3.reason;
const _errs19 = errors;
if((typeof data8 !== "string") && (data8 !== null)){
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0+"/reason",schemaPath:"#/properties/attempts/items/properties/reason/type",keyword:"type",params:{type: schema21.properties.attempts.items.properties.reason.type},message:"must be string,null"}];
return false;
}
var valid2 = _errs19 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/attempts/" + i0,schemaPath:"#/properties/attempts/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs8 === errors;
if(!valid1){
break;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.write_ms !== undefined){
let data9 = data.write_ms;
const _errs21 = errors;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (data9 !== null)){
validate11.errors = [{instancePath:instancePath+"/write_ms",schemaPath:"#/properties/write_ms/type",keyword:"type",params:{type: schema21.properties.write_ms.type},message:"must be integer,null"}];
return false;
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate11.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate11.errors = vErrors;
return errors === 0;
}
validate11.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlotList = validate12;
const schema32 = {"type":"object","required":["slots"],"properties":{"slots":{"type":"array","items":{"$ref":"#/components/schemas/Slot"}}},"additionalProperties":false};
const schema33 = {"type":"object","required":["slot_id","provider","state","version"],"properties":{"slot_id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]},"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"state":{"type":"string","enum":["active","degraded","maintenance","tripped","probing"]},"version":{"type":"integer","minimum":1,"description":"Rises with every change of the slot."}},"additionalProperties":false};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate12.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.slots === undefined) && (missing0 = "slots")){
validate12.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "slots")){
validate12.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.slots !== undefined){
let data0 = data.slots;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if(((((data1.slot_id === undefined) && (missing1 = "slot_id")) || ((data1.provider === undefined) && (missing1 = "provider"))) || ((data1.state === undefined) && (missing1 = "state"))) || ((data1.version === undefined) && (missing1 = "version"))){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/components/schemas/Slot/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs7 = errors;
for(const key1 in data1){
if(!((((key1 === "slot_id") || (key1 === "provider")) || (key1 === "state")) || (key1 === "version"))){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/components/schemas/Slot/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs7 === errors){
if(data1.slot_id !== undefined){
let data2 = data1.slot_id;
const _errs8 = errors;
if(typeof data2 !== "string"){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0+"/slot_id",schemaPath:"#/components/schemas/Slot/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data2 === "slot-001") || (data2 === "slot-002")) || (data2 === "slot-003")) || (data2 === "slot-004")) || (data2 === "slot-005")) || (data2 === "slot-006")) || (data2 === "slot-007")) || (data2 === "slot-008")) || (data2 === "slot-009")) || (data2 === "slot-010")) || (data2 === "slot-011")) || (data2 === "slot-012")) || (data2 === "slot-013")) || (data2 === "slot-014")) || (data2 === "slot-015")) || (data2 === "slot-test"))){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0+"/slot_id",schemaPath:"#/components/schemas/Slot/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema33.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid3 = _errs8 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data1.provider !== undefined){
let data3 = data1.provider;
const _errs10 = errors;
if(typeof data3 !== "string"){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0+"/provider",schemaPath:"#/components/schemas/Slot/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data3 === "local") || (data3 === "http")) || (data3 === "gemini")) || (data3 === "openai")) || (data3 === "turbotext")) || (data3 === "fault"))){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0+"/provider",schemaPath:"#/components/schemas/Slot/properties/provider/enum",keyword:"enum",params:{allowedValues: schema33.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid3 = _errs10 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data1.state !== undefined){
let data4 = data1.state;
const _errs12 = errors;
if(typeof data4 !== "string"){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0+"/state",schemaPath:"#/components/schemas/Slot/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data4 === "active") || (data4 === "degraded")) || (data4 === "maintenance")) || (data4 === "tripped")) || (data4 === "probing"))){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0+"/state",schemaPath:"#/components/schemas/Slot/properties/state/enum",keyword:"enum",params:{allowedValues: schema33.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid3 = _errs12 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data1.version !== undefined){
let data5 = data1.version;
const _errs14 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0+"/version",schemaPath:"#/components/schemas/Slot/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs14){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
validate12.errors = [{instancePath:instancePath+"/slots/" + i0+"/version",schemaPath:"#/components/schemas/Slot/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid3 = _errs14 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/components/schemas/Slot/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
}
}
else {
validate12.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate12.errors = vErrors;
return errors === 0;
}
validate12.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlot = validate13;

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate13.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.slot_id === undefined) && (missing0 = "slot_id")) || ((data.provider === undefined) && (missing0 = "provider"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.version === undefined) && (missing0 = "version"))){
validate13.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "slot_id") || (key0 === "provider")) || (key0 === "state")) || (key0 === "version"))){
validate13.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.slot_id !== undefined){
let data0 = data.slot_id;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate13.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data0 === "slot-001") || (data0 === "slot-002")) || (data0 === "slot-003")) || (data0 === "slot-004")) || (data0 === "slot-005")) || (data0 === "slot-006")) || (data0 === "slot-007")) || (data0 === "slot-008")) || (data0 === "slot-009")) || (data0 === "slot-010")) || (data0 === "slot-011")) || (data0 === "slot-012")) || (data0 === "slot-013")) || (data0 === "slot-014")) || (data0 === "slot-015")) || (data0 === "slot-test"))){
validate13.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema33.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.provider !== undefined){
let data1 = data.provider;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate13.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data1 === "local") || (data1 === "http")) || (data1 === "gemini")) || (data1 === "openai")) || (data1 === "turbotext")) || (data1 === "fault"))){
validate13.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema33.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
let data2 = data.state;
const _errs6 = errors;
if(typeof data2 !== "string"){
validate13.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data2 === "active") || (data2 === "degraded")) || (data2 === "maintenance")) || (data2 === "tripped")) || (data2 === "probing"))){
validate13.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema33.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data3 = data.version;
const _errs8 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate13.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate13.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate13.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate13.errors = vErrors;
return errors === 0;
}
validate13.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateReason = validate14;
const schema35 = {"type":"string","minLength":1,"maxLength":500,"pattern":"\\S","description":"Why, for whoever reads the audit."};
const func2 = (module1.default ?? module1);
const pattern5 = new RegExp("\\S", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate14.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(typeof data === "string"){
if(func2(data) > 500){
validate14.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data) < 1){
validate14.errors = [{instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data)){
validate14.errors = [{instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate14.errors = vErrors;
return errors === 0;
}
validate14.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateTime = validate15;

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate15.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(errors === 0){
if(typeof data === "string"){
if(!(formats0.validate(data))){
validate15.errors = [{instancePath,schemaPath:"#/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate15.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
validate15.errors = vErrors;
return errors === 0;
}
validate15.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateBecause = validate16;
const schema37 = {"type":"object","required":["reason"],"properties":{"reason":{"$ref":"#/components/schemas/Reason"}},"additionalProperties":false};

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate16.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.reason === undefined) && (missing0 = "reason")){
validate16.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "reason")){
validate16.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.reason !== undefined){
let data0 = data.reason;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(func2(data0) > 500){
validate16.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate16.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data0)){
validate16.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate16.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
}
else {
validate16.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate16.errors = vErrors;
return errors === 0;
}
validate16.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateProviderSettings = validate17;
const schema39 = {"type":"object","additionalProperties":true,"description":"As the provider's own schema has it."};

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate17.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
}
else {
validate17.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate17.errors = vErrors;
return errors === 0;
}
validate17.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateActionParams = validate18;
const schema40 = {"type":"object","additionalProperties":true,"description":"What the type of the action takes."};

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate18.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
}
else {
validate18.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate18.errors = vErrors;
return errors === 0;
}
validate18.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateStandby = validate19;
const schema41 = {"type":"object","description":"What edits when the provider fails or the slot is tripped.","required":["provider"],"properties":{"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"settings":{"$ref":"#/components/schemas/ProviderSettings"}},"additionalProperties":false};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate19.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.provider === undefined) && (missing0 = "provider")){
validate19.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "provider") || (key0 === "settings"))){
validate19.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.provider !== undefined){
let data0 = data.provider;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate19.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data0 === "local") || (data0 === "http")) || (data0 === "gemini")) || (data0 === "openai")) || (data0 === "turbotext")) || (data0 === "fault"))){
validate19.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema41.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.settings !== undefined){
let data1 = data.settings;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
}
else {
validate19.errors = [{instancePath:instancePath+"/settings",schemaPath:"#/components/schemas/ProviderSettings/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate19.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate19.errors = vErrors;
return errors === 0;
}
validate19.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlotDetails = validate20;
const schema43 = {"type":"object","required":["slot_id","provider","settings","standby","max_parallel","max_attempts","state","state_by","state_reason","state_since","state_until","version"],"properties":{"slot_id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]},"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"settings":{"$ref":"#/components/schemas/ProviderSettings"},"standby":{"oneOf":[{"$ref":"#/components/schemas/Standby"},{"type":"null"}]},"max_parallel":{"type":["integer","null"],"description":"Photos of this slot that may be in work at once; null leaves it to the other limits."},"max_attempts":{"type":"integer","description":"Calls that one photo may cost at most."},"state":{"type":"string","enum":["active","degraded","maintenance","tripped","probing"]},"state_by":{"type":"string","enum":["operator","rule"]},"state_reason":{"type":"string"},"state_since":{"$ref":"#/components/schemas/Time"},"state_until":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}]},"version":{"type":"integer","minimum":1}},"additionalProperties":false};

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((data.slot_id === undefined) && (missing0 = "slot_id")) || ((data.provider === undefined) && (missing0 = "provider"))) || ((data.settings === undefined) && (missing0 = "settings"))) || ((data.standby === undefined) && (missing0 = "standby"))) || ((data.max_parallel === undefined) && (missing0 = "max_parallel"))) || ((data.max_attempts === undefined) && (missing0 = "max_attempts"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.state_by === undefined) && (missing0 = "state_by"))) || ((data.state_reason === undefined) && (missing0 = "state_reason"))) || ((data.state_since === undefined) && (missing0 = "state_since"))) || ((data.state_until === undefined) && (missing0 = "state_until"))) || ((data.version === undefined) && (missing0 = "version"))){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema43.properties, key0))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.slot_id !== undefined){
let data0 = data.slot_id;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate20.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data0 === "slot-001") || (data0 === "slot-002")) || (data0 === "slot-003")) || (data0 === "slot-004")) || (data0 === "slot-005")) || (data0 === "slot-006")) || (data0 === "slot-007")) || (data0 === "slot-008")) || (data0 === "slot-009")) || (data0 === "slot-010")) || (data0 === "slot-011")) || (data0 === "slot-012")) || (data0 === "slot-013")) || (data0 === "slot-014")) || (data0 === "slot-015")) || (data0 === "slot-test"))){
validate20.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema43.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.provider !== undefined){
let data1 = data.provider;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate20.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data1 === "local") || (data1 === "http")) || (data1 === "gemini")) || (data1 === "openai")) || (data1 === "turbotext")) || (data1 === "fault"))){
validate20.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema43.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.settings !== undefined){
let data2 = data.settings;
const _errs6 = errors;
const _errs7 = errors;
if(errors === _errs7){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
}
else {
validate20.errors = [{instancePath:instancePath+"/settings",schemaPath:"#/components/schemas/ProviderSettings/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.standby !== undefined){
let data3 = data.standby;
const _errs10 = errors;
const _errs11 = errors;
let valid2 = false;
let passing0 = null;
const _errs12 = errors;
if(!(validate19(data3, {instancePath:instancePath+"/standby",parentData:data,parentDataProperty:"standby",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var _valid0 = _errs12 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs13 = errors;
if(data3 !== null){
const err0 = {instancePath:instancePath+"/standby",schemaPath:"#/properties/standby/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err1 = {instancePath:instancePath+"/standby",schemaPath:"#/properties/standby/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate20.errors = vErrors;
return false;
}
else {
errors = _errs11;
if(vErrors !== null){
if(_errs11){
vErrors.length = _errs11;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.max_parallel !== undefined){
let data4 = data.max_parallel;
const _errs15 = errors;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
validate20.errors = [{instancePath:instancePath+"/max_parallel",schemaPath:"#/properties/max_parallel/type",keyword:"type",params:{type: schema43.properties.max_parallel.type},message:"must be integer,null"}];
return false;
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.max_attempts !== undefined){
let data5 = data.max_attempts;
const _errs17 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate20.errors = [{instancePath:instancePath+"/max_attempts",schemaPath:"#/properties/max_attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
let data6 = data.state;
const _errs19 = errors;
if(typeof data6 !== "string"){
validate20.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data6 === "active") || (data6 === "degraded")) || (data6 === "maintenance")) || (data6 === "tripped")) || (data6 === "probing"))){
validate20.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema43.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_by !== undefined){
let data7 = data.state_by;
const _errs21 = errors;
if(typeof data7 !== "string"){
validate20.errors = [{instancePath:instancePath+"/state_by",schemaPath:"#/properties/state_by/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data7 === "operator") || (data7 === "rule"))){
validate20.errors = [{instancePath:instancePath+"/state_by",schemaPath:"#/properties/state_by/enum",keyword:"enum",params:{allowedValues: schema43.properties.state_by.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_reason !== undefined){
const _errs23 = errors;
if(typeof data.state_reason !== "string"){
validate20.errors = [{instancePath:instancePath+"/state_reason",schemaPath:"#/properties/state_reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_since !== undefined){
let data9 = data.state_since;
const _errs25 = errors;
const _errs26 = errors;
if(errors === _errs26){
if(errors === _errs26){
if(typeof data9 === "string"){
if(!(formats0.validate(data9))){
validate20.errors = [{instancePath:instancePath+"/state_since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/state_since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_until !== undefined){
let data10 = data.state_until;
const _errs28 = errors;
const _errs29 = errors;
let valid4 = false;
let passing1 = null;
const _errs30 = errors;
const _errs31 = errors;
if(errors === _errs31){
if(errors === _errs31){
if(typeof data10 === "string"){
if(!(formats0.validate(data10))){
const err2 = {instancePath:instancePath+"/state_until",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/state_until",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
var _valid1 = _errs30 === errors;
if(_valid1){
valid4 = true;
passing1 = 0;
}
const _errs33 = errors;
if(data10 !== null){
const err4 = {instancePath:instancePath+"/state_until",schemaPath:"#/properties/state_until/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid1 = _errs33 === errors;
if(_valid1 && valid4){
valid4 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid4 = true;
passing1 = 1;
}
}
if(!valid4){
const err5 = {instancePath:instancePath+"/state_until",schemaPath:"#/properties/state_until/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
validate20.errors = vErrors;
return false;
}
else {
errors = _errs29;
if(vErrors !== null){
if(_errs29){
vErrors.length = _errs29;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data11 = data.version;
const _errs35 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate20.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs35){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 1 || isNaN(data11)){
validate20.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs35 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlotOrder = validate22;
const schema47 = {"type":"object","description":"What is left out stays. Another provider starts with the settings given, or with its defaults.","required":["reason"],"properties":{"reason":{"$ref":"#/components/schemas/Reason"},"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"settings":{"$ref":"#/components/schemas/ProviderSettings"},"standby":{"oneOf":[{"$ref":"#/components/schemas/Standby"},{"type":"null"}]},"max_parallel":{"type":["integer","null"],"minimum":1,"maximum":1000},"max_attempts":{"type":"integer","minimum":1,"maximum":10}},"additionalProperties":false};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.reason === undefined) && (missing0 = "reason")){
validate22.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "reason") || (key0 === "provider")) || (key0 === "settings")) || (key0 === "standby")) || (key0 === "max_parallel")) || (key0 === "max_attempts"))){
validate22.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.reason !== undefined){
let data0 = data.reason;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(func2(data0) > 500){
validate22.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate22.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data0)){
validate22.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate22.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.provider !== undefined){
let data1 = data.provider;
const _errs5 = errors;
if(typeof data1 !== "string"){
validate22.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data1 === "local") || (data1 === "http")) || (data1 === "gemini")) || (data1 === "openai")) || (data1 === "turbotext")) || (data1 === "fault"))){
validate22.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema47.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.settings !== undefined){
let data2 = data.settings;
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
}
else {
validate22.errors = [{instancePath:instancePath+"/settings",schemaPath:"#/components/schemas/ProviderSettings/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.standby !== undefined){
let data3 = data.standby;
const _errs11 = errors;
const _errs12 = errors;
let valid3 = false;
let passing0 = null;
const _errs13 = errors;
if(!(validate19(data3, {instancePath:instancePath+"/standby",parentData:data,parentDataProperty:"standby",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var _valid0 = _errs13 === errors;
if(_valid0){
valid3 = true;
passing0 = 0;
}
const _errs14 = errors;
if(data3 !== null){
const err0 = {instancePath:instancePath+"/standby",schemaPath:"#/properties/standby/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs14 === errors;
if(_valid0 && valid3){
valid3 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid3 = true;
passing0 = 1;
}
}
if(!valid3){
const err1 = {instancePath:instancePath+"/standby",schemaPath:"#/properties/standby/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate22.errors = vErrors;
return false;
}
else {
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.max_parallel !== undefined){
let data4 = data.max_parallel;
const _errs16 = errors;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
validate22.errors = [{instancePath:instancePath+"/max_parallel",schemaPath:"#/properties/max_parallel/type",keyword:"type",params:{type: schema47.properties.max_parallel.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs16){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000 || isNaN(data4)){
validate22.errors = [{instancePath:instancePath+"/max_parallel",schemaPath:"#/properties/max_parallel/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"}];
return false;
}
else {
if(data4 < 1 || isNaN(data4)){
validate22.errors = [{instancePath:instancePath+"/max_parallel",schemaPath:"#/properties/max_parallel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.max_attempts !== undefined){
let data5 = data.max_attempts;
const _errs18 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate22.errors = [{instancePath:instancePath+"/max_attempts",schemaPath:"#/properties/max_attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs18){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 10 || isNaN(data5)){
validate22.errors = [{instancePath:instancePath+"/max_attempts",schemaPath:"#/properties/max_attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10"}];
return false;
}
else {
if(data5 < 1 || isNaN(data5)){
validate22.errors = [{instancePath:instancePath+"/max_attempts",schemaPath:"#/properties/max_attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate22.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateMaintenanceOrder = validate24;
const schema50 = {"type":"object","required":["on","reason"],"properties":{"on":{"type":"boolean"},"reason":{"$ref":"#/components/schemas/Reason"},"expected_end":{"$ref":"#/components/schemas/Time"}},"additionalProperties":false};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.on === undefined) && (missing0 = "on")) || ((data.reason === undefined) && (missing0 = "reason"))){
validate24.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "on") || (key0 === "reason")) || (key0 === "expected_end"))){
validate24.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.on !== undefined){
const _errs2 = errors;
if(typeof data.on !== "boolean"){
validate24.errors = [{instancePath:instancePath+"/on",schemaPath:"#/properties/on/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data1 = data.reason;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(func2(data1) > 500){
validate24.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data1) < 1){
validate24.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data1)){
validate24.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expected_end !== undefined){
let data2 = data.expected_end;
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(errors === _errs8){
if(typeof data2 === "string"){
if(!(formats0.validate(data2))){
validate24.errors = [{instancePath:instancePath+"/expected_end",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/expected_end",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate24.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSettingList = validate25;
const schema53 = {"type":"object","required":["settings"],"properties":{"settings":{"type":"array","items":{"$ref":"#/components/schemas/Setting"}}},"additionalProperties":false};
const schema54 = {"type":"object","required":["name","value","configured","changed_at","version"],"properties":{"name":{"type":"string"},"value":{"type":"number","description":"In force."},"configured":{"type":"number","description":"What the configuration says."},"changed_at":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}]},"version":{"type":"integer","minimum":0,"description":"Rises with every change, for If-Match."}},"additionalProperties":false};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.name === undefined) && (missing0 = "name")) || ((data.value === undefined) && (missing0 = "value"))) || ((data.configured === undefined) && (missing0 = "configured"))) || ((data.changed_at === undefined) && (missing0 = "changed_at"))) || ((data.version === undefined) && (missing0 = "version"))){
validate26.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "name") || (key0 === "value")) || (key0 === "configured")) || (key0 === "changed_at")) || (key0 === "version"))){
validate26.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate26.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.value !== undefined){
let data1 = data.value;
const _errs4 = errors;
if(!((typeof data1 == "number") && (isFinite(data1)))){
validate26.errors = [{instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.configured !== undefined){
let data2 = data.configured;
const _errs6 = errors;
if(!((typeof data2 == "number") && (isFinite(data2)))){
validate26.errors = [{instancePath:instancePath+"/configured",schemaPath:"#/properties/configured/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.changed_at !== undefined){
let data3 = data.changed_at;
const _errs8 = errors;
const _errs9 = errors;
let valid1 = false;
let passing0 = null;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(errors === _errs11){
if(typeof data3 === "string"){
if(!(formats0.validate(data3))){
const err0 = {instancePath:instancePath+"/changed_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/changed_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs10 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs13 = errors;
if(data3 !== null){
const err2 = {instancePath:instancePath+"/changed_at",schemaPath:"#/properties/changed_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
}
if(!valid1){
const err3 = {instancePath:instancePath+"/changed_at",schemaPath:"#/properties/changed_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate26.errors = vErrors;
return false;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data4 = data.version;
const _errs15 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate26.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs15){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate26.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate26.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.settings === undefined) && (missing0 = "settings")){
validate25.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "settings")){
validate25.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.settings !== undefined){
let data0 = data.settings;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if(!(validate26(data0[i0], {instancePath:instancePath+"/settings/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/settings",schemaPath:"#/properties/settings/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
}
}
else {
validate25.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSetting = validate28;

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.name === undefined) && (missing0 = "name")) || ((data.value === undefined) && (missing0 = "value"))) || ((data.configured === undefined) && (missing0 = "configured"))) || ((data.changed_at === undefined) && (missing0 = "changed_at"))) || ((data.version === undefined) && (missing0 = "version"))){
validate28.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "name") || (key0 === "value")) || (key0 === "configured")) || (key0 === "changed_at")) || (key0 === "version"))){
validate28.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate28.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.value !== undefined){
let data1 = data.value;
const _errs4 = errors;
if(!((typeof data1 == "number") && (isFinite(data1)))){
validate28.errors = [{instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.configured !== undefined){
let data2 = data.configured;
const _errs6 = errors;
if(!((typeof data2 == "number") && (isFinite(data2)))){
validate28.errors = [{instancePath:instancePath+"/configured",schemaPath:"#/properties/configured/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.changed_at !== undefined){
let data3 = data.changed_at;
const _errs8 = errors;
const _errs9 = errors;
let valid1 = false;
let passing0 = null;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(errors === _errs11){
if(typeof data3 === "string"){
if(!(formats0.validate(data3))){
const err0 = {instancePath:instancePath+"/changed_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/changed_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs10 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs13 = errors;
if(data3 !== null){
const err2 = {instancePath:instancePath+"/changed_at",schemaPath:"#/properties/changed_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
}
if(!valid1){
const err3 = {instancePath:instancePath+"/changed_at",schemaPath:"#/properties/changed_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate28.errors = vErrors;
return false;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data4 = data.version;
const _errs15 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate28.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs15){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate28.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate28.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSettingOrder = validate29;
const schema58 = {"type":"object","required":["value","reason"],"properties":{"value":{"type":["number","null"],"description":"null goes back to the configuration."},"reason":{"$ref":"#/components/schemas/Reason"}},"additionalProperties":false};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.value === undefined) && (missing0 = "value")) || ((data.reason === undefined) && (missing0 = "reason"))){
validate29.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "value") || (key0 === "reason"))){
validate29.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.value !== undefined){
let data0 = data.value;
const _errs2 = errors;
if((!((typeof data0 == "number") && (isFinite(data0)))) && (data0 !== null)){
validate29.errors = [{instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: schema58.properties.value.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data1 = data.reason;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(func2(data1) > 500){
validate29.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data1) < 1){
validate29.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data1)){
validate29.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate29.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate29.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateTestRunForm = validate30;
const schema60 = {"type":"object","required":["fileToUpload"],"properties":{"fileToUpload":{"type":"string","contentMediaType":"application/octet-stream","description":"The photo: JPEG, PNG or WebP."},"overrides":{"type":"string","description":"JSON of TestRunOverrides, to try before they are saved."}},"additionalProperties":{"type":"string"}};

function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate30.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.fileToUpload === undefined) && (missing0 = "fileToUpload")){
validate30.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "fileToUpload") || (key0 === "overrides"))){
const _errs2 = errors;
if(typeof data[key0] !== "string"){
validate30.errors = [{instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
if(!valid0){
break;
}
}
}
if(_errs1 === errors){
if(data.fileToUpload !== undefined){
const _errs4 = errors;
if(typeof data.fileToUpload !== "string"){
validate30.errors = [{instancePath:instancePath+"/fileToUpload",schemaPath:"#/properties/fileToUpload/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs4 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data.overrides !== undefined){
const _errs6 = errors;
if(typeof data.overrides !== "string"){
validate30.errors = [{instancePath:instancePath+"/overrides",schemaPath:"#/properties/overrides/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs6 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate30.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate30.errors = vErrors;
return errors === 0;
}
validate30.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateTestRunOverrides = validate31;
const schema61 = {"type":"object","description":"What to try in the place of the slot's own; a provider without settings gets its defaults.","properties":{"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"settings":{"$ref":"#/components/schemas/ProviderSettings"}},"additionalProperties":false};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "provider") || (key0 === "settings"))){
validate31.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.provider !== undefined){
let data0 = data.provider;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate31.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data0 === "local") || (data0 === "http")) || (data0 === "gemini")) || (data0 === "openai")) || (data0 === "turbotext")) || (data0 === "fault"))){
validate31.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema61.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.settings !== undefined){
let data1 = data.settings;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
}
else {
validate31.errors = [{instancePath:instancePath+"/settings",schemaPath:"#/components/schemas/ProviderSettings/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate31.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateProviderList = validate32;
const schema63 = {"type":"object","required":["providers"],"properties":{"providers":{"type":"array","items":{"$ref":"#/components/schemas/ProviderReport"}}},"additionalProperties":false};
const schema64 = {"type":"object","required":["provider","configured","up","slots","last_ok_at","last_failure","limits"],"properties":{"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"configured":{"type":"boolean"},"up":{"type":["boolean","null"],"description":"Whether its last pings were answered; null while not configured."},"slots":{"type":"array","items":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]},"description":"Whose own provider it is."},"last_ok_at":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}]},"last_failure":{"oneOf":[{"type":"object","required":["at","result","reason","status","request_id"],"properties":{"at":{"$ref":"#/components/schemas/Time"},"result":{"type":"string","enum":["ok","rejected","no_image","transient","overload","configuration","deadline","aborted"]},"reason":{"type":"string"},"status":{"type":["integer","null"]},"request_id":{"type":["string","null"]}},"additionalProperties":false},{"type":"null"}]},"limits":{"type":"object","additionalProperties":{"type":"string"},"description":"Rate-limit headers of the last answer that had some."}},"additionalProperties":false};

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate33.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.provider === undefined) && (missing0 = "provider")) || ((data.configured === undefined) && (missing0 = "configured"))) || ((data.up === undefined) && (missing0 = "up"))) || ((data.slots === undefined) && (missing0 = "slots"))) || ((data.last_ok_at === undefined) && (missing0 = "last_ok_at"))) || ((data.last_failure === undefined) && (missing0 = "last_failure"))) || ((data.limits === undefined) && (missing0 = "limits"))){
validate33.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "provider") || (key0 === "configured")) || (key0 === "up")) || (key0 === "slots")) || (key0 === "last_ok_at")) || (key0 === "last_failure")) || (key0 === "limits"))){
validate33.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.provider !== undefined){
let data0 = data.provider;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate33.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data0 === "local") || (data0 === "http")) || (data0 === "gemini")) || (data0 === "openai")) || (data0 === "turbotext")) || (data0 === "fault"))){
validate33.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema64.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.configured !== undefined){
const _errs4 = errors;
if(typeof data.configured !== "boolean"){
validate33.errors = [{instancePath:instancePath+"/configured",schemaPath:"#/properties/configured/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.up !== undefined){
let data2 = data.up;
const _errs6 = errors;
if((typeof data2 !== "boolean") && (data2 !== null)){
validate33.errors = [{instancePath:instancePath+"/up",schemaPath:"#/properties/up/type",keyword:"type",params:{type: schema64.properties.up.type},message:"must be boolean,null"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slots !== undefined){
let data3 = data.slots;
const _errs8 = errors;
if(errors === _errs8){
if(Array.isArray(data3)){
var valid1 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
const _errs10 = errors;
if(typeof data4 !== "string"){
validate33.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/properties/slots/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data4 === "slot-001") || (data4 === "slot-002")) || (data4 === "slot-003")) || (data4 === "slot-004")) || (data4 === "slot-005")) || (data4 === "slot-006")) || (data4 === "slot-007")) || (data4 === "slot-008")) || (data4 === "slot-009")) || (data4 === "slot-010")) || (data4 === "slot-011")) || (data4 === "slot-012")) || (data4 === "slot-013")) || (data4 === "slot-014")) || (data4 === "slot-015")) || (data4 === "slot-test"))){
validate33.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/properties/slots/items/enum",keyword:"enum",params:{allowedValues: schema64.properties.slots.items.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs10 === errors;
if(!valid1){
break;
}
}
}
else {
validate33.errors = [{instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.last_ok_at !== undefined){
let data5 = data.last_ok_at;
const _errs12 = errors;
const _errs13 = errors;
let valid2 = false;
let passing0 = null;
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(errors === _errs15){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
const err0 = {instancePath:instancePath+"/last_ok_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/last_ok_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs14 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs17 = errors;
if(data5 !== null){
const err2 = {instancePath:instancePath+"/last_ok_at",schemaPath:"#/properties/last_ok_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs17 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err3 = {instancePath:instancePath+"/last_ok_at",schemaPath:"#/properties/last_ok_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate33.errors = vErrors;
return false;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.last_failure !== undefined){
let data6 = data.last_failure;
const _errs19 = errors;
const _errs20 = errors;
let valid4 = false;
let passing1 = null;
const _errs21 = errors;
if(errors === _errs21){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if((((((data6.at === undefined) && (missing1 = "at")) || ((data6.result === undefined) && (missing1 = "result"))) || ((data6.reason === undefined) && (missing1 = "reason"))) || ((data6.status === undefined) && (missing1 = "status"))) || ((data6.request_id === undefined) && (missing1 = "request_id"))){
const err4 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf/0/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
const _errs23 = errors;
for(const key1 in data6){
if(!(((((key1 === "at") || (key1 === "result")) || (key1 === "reason")) || (key1 === "status")) || (key1 === "request_id"))){
const err5 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
break;
}
}
if(_errs23 === errors){
if(data6.at !== undefined){
let data7 = data6.at;
const _errs24 = errors;
const _errs25 = errors;
if(errors === _errs25){
if(errors === _errs25){
if(typeof data7 === "string"){
if(!(formats0.validate(data7))){
const err6 = {instancePath:instancePath+"/last_failure/at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/last_failure/at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.result !== undefined){
let data8 = data6.result;
const _errs27 = errors;
if(typeof data8 !== "string"){
const err8 = {instancePath:instancePath+"/last_failure/result",schemaPath:"#/properties/last_failure/oneOf/0/properties/result/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!((((((((data8 === "ok") || (data8 === "rejected")) || (data8 === "no_image")) || (data8 === "transient")) || (data8 === "overload")) || (data8 === "configuration")) || (data8 === "deadline")) || (data8 === "aborted"))){
const err9 = {instancePath:instancePath+"/last_failure/result",schemaPath:"#/properties/last_failure/oneOf/0/properties/result/enum",keyword:"enum",params:{allowedValues: schema64.properties.last_failure.oneOf[0].properties.result.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.reason !== undefined){
const _errs29 = errors;
if(typeof data6.reason !== "string"){
const err10 = {instancePath:instancePath+"/last_failure/reason",schemaPath:"#/properties/last_failure/oneOf/0/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var valid5 = _errs29 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.status !== undefined){
let data10 = data6.status;
const _errs31 = errors;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
const err11 = {instancePath:instancePath+"/last_failure/status",schemaPath:"#/properties/last_failure/oneOf/0/properties/status/type",keyword:"type",params:{type: schema64.properties.last_failure.oneOf[0].properties.status.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var valid5 = _errs31 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.request_id !== undefined){
let data11 = data6.request_id;
const _errs33 = errors;
if((typeof data11 !== "string") && (data11 !== null)){
const err12 = {instancePath:instancePath+"/last_failure/request_id",schemaPath:"#/properties/last_failure/oneOf/0/properties/request_id/type",keyword:"type",params:{type: schema64.properties.last_failure.oneOf[0].properties.request_id.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var valid5 = _errs33 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
else {
const err13 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var _valid1 = _errs21 === errors;
if(_valid1){
valid4 = true;
passing1 = 0;
}
const _errs35 = errors;
if(data6 !== null){
const err14 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid1 = _errs35 === errors;
if(_valid1 && valid4){
valid4 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid4 = true;
passing1 = 1;
}
}
if(!valid4){
const err15 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
validate33.errors = vErrors;
return false;
}
else {
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.limits !== undefined){
let data12 = data.limits;
const _errs37 = errors;
if(errors === _errs37){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
const _errs40 = errors;
if(typeof data12[key2] !== "string"){
validate33.errors = [{instancePath:instancePath+"/limits/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/limits/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid7 = _errs40 === errors;
if(!valid7){
break;
}
}
}
else {
validate33.errors = [{instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate33.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate33.errors = vErrors;
return errors === 0;
}
validate33.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate32.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.providers === undefined) && (missing0 = "providers")){
validate32.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "providers")){
validate32.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.providers !== undefined){
let data0 = data.providers;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if(!(validate33(data0[i0], {instancePath:instancePath+"/providers/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate32.errors = [{instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
}
}
else {
validate32.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateProviderReport = validate35;

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate35.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.provider === undefined) && (missing0 = "provider")) || ((data.configured === undefined) && (missing0 = "configured"))) || ((data.up === undefined) && (missing0 = "up"))) || ((data.slots === undefined) && (missing0 = "slots"))) || ((data.last_ok_at === undefined) && (missing0 = "last_ok_at"))) || ((data.last_failure === undefined) && (missing0 = "last_failure"))) || ((data.limits === undefined) && (missing0 = "limits"))){
validate35.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "provider") || (key0 === "configured")) || (key0 === "up")) || (key0 === "slots")) || (key0 === "last_ok_at")) || (key0 === "last_failure")) || (key0 === "limits"))){
validate35.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.provider !== undefined){
let data0 = data.provider;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate35.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data0 === "local") || (data0 === "http")) || (data0 === "gemini")) || (data0 === "openai")) || (data0 === "turbotext")) || (data0 === "fault"))){
validate35.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema64.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.configured !== undefined){
const _errs4 = errors;
if(typeof data.configured !== "boolean"){
validate35.errors = [{instancePath:instancePath+"/configured",schemaPath:"#/properties/configured/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.up !== undefined){
let data2 = data.up;
const _errs6 = errors;
if((typeof data2 !== "boolean") && (data2 !== null)){
validate35.errors = [{instancePath:instancePath+"/up",schemaPath:"#/properties/up/type",keyword:"type",params:{type: schema64.properties.up.type},message:"must be boolean,null"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slots !== undefined){
let data3 = data.slots;
const _errs8 = errors;
if(errors === _errs8){
if(Array.isArray(data3)){
var valid1 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
const _errs10 = errors;
if(typeof data4 !== "string"){
validate35.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/properties/slots/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data4 === "slot-001") || (data4 === "slot-002")) || (data4 === "slot-003")) || (data4 === "slot-004")) || (data4 === "slot-005")) || (data4 === "slot-006")) || (data4 === "slot-007")) || (data4 === "slot-008")) || (data4 === "slot-009")) || (data4 === "slot-010")) || (data4 === "slot-011")) || (data4 === "slot-012")) || (data4 === "slot-013")) || (data4 === "slot-014")) || (data4 === "slot-015")) || (data4 === "slot-test"))){
validate35.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/properties/slots/items/enum",keyword:"enum",params:{allowedValues: schema64.properties.slots.items.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs10 === errors;
if(!valid1){
break;
}
}
}
else {
validate35.errors = [{instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.last_ok_at !== undefined){
let data5 = data.last_ok_at;
const _errs12 = errors;
const _errs13 = errors;
let valid2 = false;
let passing0 = null;
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(errors === _errs15){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
const err0 = {instancePath:instancePath+"/last_ok_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/last_ok_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs14 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs17 = errors;
if(data5 !== null){
const err2 = {instancePath:instancePath+"/last_ok_at",schemaPath:"#/properties/last_ok_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs17 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err3 = {instancePath:instancePath+"/last_ok_at",schemaPath:"#/properties/last_ok_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate35.errors = vErrors;
return false;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.last_failure !== undefined){
let data6 = data.last_failure;
const _errs19 = errors;
const _errs20 = errors;
let valid4 = false;
let passing1 = null;
const _errs21 = errors;
if(errors === _errs21){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if((((((data6.at === undefined) && (missing1 = "at")) || ((data6.result === undefined) && (missing1 = "result"))) || ((data6.reason === undefined) && (missing1 = "reason"))) || ((data6.status === undefined) && (missing1 = "status"))) || ((data6.request_id === undefined) && (missing1 = "request_id"))){
const err4 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf/0/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
const _errs23 = errors;
for(const key1 in data6){
if(!(((((key1 === "at") || (key1 === "result")) || (key1 === "reason")) || (key1 === "status")) || (key1 === "request_id"))){
const err5 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
break;
}
}
if(_errs23 === errors){
if(data6.at !== undefined){
let data7 = data6.at;
const _errs24 = errors;
const _errs25 = errors;
if(errors === _errs25){
if(errors === _errs25){
if(typeof data7 === "string"){
if(!(formats0.validate(data7))){
const err6 = {instancePath:instancePath+"/last_failure/at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/last_failure/at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.result !== undefined){
let data8 = data6.result;
const _errs27 = errors;
if(typeof data8 !== "string"){
const err8 = {instancePath:instancePath+"/last_failure/result",schemaPath:"#/properties/last_failure/oneOf/0/properties/result/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!((((((((data8 === "ok") || (data8 === "rejected")) || (data8 === "no_image")) || (data8 === "transient")) || (data8 === "overload")) || (data8 === "configuration")) || (data8 === "deadline")) || (data8 === "aborted"))){
const err9 = {instancePath:instancePath+"/last_failure/result",schemaPath:"#/properties/last_failure/oneOf/0/properties/result/enum",keyword:"enum",params:{allowedValues: schema64.properties.last_failure.oneOf[0].properties.result.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.reason !== undefined){
const _errs29 = errors;
if(typeof data6.reason !== "string"){
const err10 = {instancePath:instancePath+"/last_failure/reason",schemaPath:"#/properties/last_failure/oneOf/0/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var valid5 = _errs29 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.status !== undefined){
let data10 = data6.status;
const _errs31 = errors;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
const err11 = {instancePath:instancePath+"/last_failure/status",schemaPath:"#/properties/last_failure/oneOf/0/properties/status/type",keyword:"type",params:{type: schema64.properties.last_failure.oneOf[0].properties.status.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var valid5 = _errs31 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.request_id !== undefined){
let data11 = data6.request_id;
const _errs33 = errors;
if((typeof data11 !== "string") && (data11 !== null)){
const err12 = {instancePath:instancePath+"/last_failure/request_id",schemaPath:"#/properties/last_failure/oneOf/0/properties/request_id/type",keyword:"type",params:{type: schema64.properties.last_failure.oneOf[0].properties.request_id.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var valid5 = _errs33 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
else {
const err13 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var _valid1 = _errs21 === errors;
if(_valid1){
valid4 = true;
passing1 = 0;
}
const _errs35 = errors;
if(data6 !== null){
const err14 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
var _valid1 = _errs35 === errors;
if(_valid1 && valid4){
valid4 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid4 = true;
passing1 = 1;
}
}
if(!valid4){
const err15 = {instancePath:instancePath+"/last_failure",schemaPath:"#/properties/last_failure/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
validate35.errors = vErrors;
return false;
}
else {
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.limits !== undefined){
let data12 = data.limits;
const _errs37 = errors;
if(errors === _errs37){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
const _errs40 = errors;
if(typeof data12[key2] !== "string"){
validate35.errors = [{instancePath:instancePath+"/limits/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/limits/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid7 = _errs40 === errors;
if(!valid7){
break;
}
}
}
else {
validate35.errors = [{instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate35.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate35.errors = vErrors;
return errors === 0;
}
validate35.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateIngestPasswordOrder = validate36;
const schema70 = {"type":"object","required":["password","reason"],"properties":{"password":{"type":"string","minLength":8,"maxLength":200,"description":"Kept hashed and never shown."},"overlap_minutes":{"type":"integer","minimum":0,"maximum":10080,"default":1440,"description":"How long the old one goes on working."},"reason":{"$ref":"#/components/schemas/Reason"}},"additionalProperties":false};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.password === undefined) && (missing0 = "password")) || ((data.reason === undefined) && (missing0 = "reason"))){
validate36.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "password") || (key0 === "overlap_minutes")) || (key0 === "reason"))){
validate36.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.password !== undefined){
let data0 = data.password;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 200){
validate36.errors = [{instancePath:instancePath+"/password",schemaPath:"#/properties/password/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
else {
if(func2(data0) < 8){
validate36.errors = [{instancePath:instancePath+"/password",schemaPath:"#/properties/password/minLength",keyword:"minLength",params:{limit: 8},message:"must NOT have fewer than 8 characters"}];
return false;
}
}
}
else {
validate36.errors = [{instancePath:instancePath+"/password",schemaPath:"#/properties/password/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.overlap_minutes !== undefined){
let data1 = data.overlap_minutes;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate36.errors = [{instancePath:instancePath+"/overlap_minutes",schemaPath:"#/properties/overlap_minutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 10080 || isNaN(data1)){
validate36.errors = [{instancePath:instancePath+"/overlap_minutes",schemaPath:"#/properties/overlap_minutes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10080},message:"must be <= 10080"}];
return false;
}
else {
if(data1 < 0 || isNaN(data1)){
validate36.errors = [{instancePath:instancePath+"/overlap_minutes",schemaPath:"#/properties/overlap_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data2 = data.reason;
const _errs6 = errors;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data2 === "string"){
if(func2(data2) > 500){
validate36.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data2) < 1){
validate36.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data2)){
validate36.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate36.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate36.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateIngestPasswordState = validate37;
const schema72 = {"type":"object","required":["changed_at","old_works_until"],"properties":{"changed_at":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}]},"old_works_until":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}]}},"additionalProperties":false};

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate37.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.changed_at === undefined) && (missing0 = "changed_at")) || ((data.old_works_until === undefined) && (missing0 = "old_works_until"))){
validate37.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "changed_at") || (key0 === "old_works_until"))){
validate37.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.changed_at !== undefined){
let data0 = data.changed_at;
const _errs2 = errors;
const _errs3 = errors;
let valid1 = false;
let passing0 = null;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(errors === _errs5){
if(typeof data0 === "string"){
if(!(formats0.validate(data0))){
const err0 = {instancePath:instancePath+"/changed_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/changed_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs4 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs7 = errors;
if(data0 !== null){
const err2 = {instancePath:instancePath+"/changed_at",schemaPath:"#/properties/changed_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
}
if(!valid1){
const err3 = {instancePath:instancePath+"/changed_at",schemaPath:"#/properties/changed_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate37.errors = vErrors;
return false;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.old_works_until !== undefined){
let data1 = data.old_works_until;
const _errs9 = errors;
const _errs10 = errors;
let valid3 = false;
let passing1 = null;
const _errs11 = errors;
const _errs12 = errors;
if(errors === _errs12){
if(errors === _errs12){
if(typeof data1 === "string"){
if(!(formats0.validate(data1))){
const err4 = {instancePath:instancePath+"/old_works_until",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/old_works_until",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
var _valid1 = _errs11 === errors;
if(_valid1){
valid3 = true;
passing1 = 0;
}
const _errs14 = errors;
if(data1 !== null){
const err6 = {instancePath:instancePath+"/old_works_until",schemaPath:"#/properties/old_works_until/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid1 = _errs14 === errors;
if(_valid1 && valid3){
valid3 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid3 = true;
passing1 = 1;
}
}
if(!valid3){
const err7 = {instancePath:instancePath+"/old_works_until",schemaPath:"#/properties/old_works_until/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate37.errors = vErrors;
return false;
}
else {
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate37.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate37.errors = vErrors;
return errors === 0;
}
validate37.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateActionType = validate38;
const schema75 = {"description":"What an action does, and what its params are.","oneOf":[{"const":"t_sync_response.set","description":"Change T_sync_response. seconds."},{"const":"parallelism.set","description":"Change how many photos may be in work. limit; of all, or of provider or slot_id."},{"const":"ttl.set","description":"Change the TTL of results. hours."},{"const":"slot.maintenance","description":"Take a slot out of service. slot_id, expected_end."},{"const":"slot.activate","description":"Put a slot back into service. slot_id."},{"const":"provider.failover","description":"Let the standby edit wherever this provider does. provider."},{"const":"cleanup.run","description":"Remove expired results and abandoned uploads now. ttl_hours for the dry run."},{"const":"notice.set","description":"Tell customers something on /status and by webhook. text."},{"const":"notice.clear","description":"Take the notice back."},{"const":"operators.notify","description":"Send a message to the operators' webhook. text."}]};

function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate38.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = false;
let passing0 = null;
const _errs1 = errors;
if("t_sync_response.set" !== data){
const err0 = {instancePath,schemaPath:"#/oneOf/0/const",keyword:"const",params:{allowedValue: "t_sync_response.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs2 = errors;
if("parallelism.set" !== data){
const err1 = {instancePath,schemaPath:"#/oneOf/1/const",keyword:"const",params:{allowedValue: "parallelism.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs3 = errors;
if("ttl.set" !== data){
const err2 = {instancePath,schemaPath:"#/oneOf/2/const",keyword:"const",params:{allowedValue: "ttl.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
const _errs4 = errors;
if("slot.maintenance" !== data){
const err3 = {instancePath,schemaPath:"#/oneOf/3/const",keyword:"const",params:{allowedValue: "slot.maintenance"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
}
const _errs5 = errors;
if("slot.activate" !== data){
const err4 = {instancePath,schemaPath:"#/oneOf/4/const",keyword:"const",params:{allowedValue: "slot.activate"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid0 = true;
passing0 = 4;
}
const _errs6 = errors;
if("provider.failover" !== data){
const err5 = {instancePath,schemaPath:"#/oneOf/5/const",keyword:"const",params:{allowedValue: "provider.failover"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid0 = true;
passing0 = 5;
}
const _errs7 = errors;
if("cleanup.run" !== data){
const err6 = {instancePath,schemaPath:"#/oneOf/6/const",keyword:"const",params:{allowedValue: "cleanup.run"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 6];
}
else {
if(_valid0){
valid0 = true;
passing0 = 6;
}
const _errs8 = errors;
if("notice.set" !== data){
const err7 = {instancePath,schemaPath:"#/oneOf/7/const",keyword:"const",params:{allowedValue: "notice.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs8 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 7];
}
else {
if(_valid0){
valid0 = true;
passing0 = 7;
}
const _errs9 = errors;
if("notice.clear" !== data){
const err8 = {instancePath,schemaPath:"#/oneOf/8/const",keyword:"const",params:{allowedValue: "notice.clear"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs9 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 8];
}
else {
if(_valid0){
valid0 = true;
passing0 = 8;
}
const _errs10 = errors;
if("operators.notify" !== data){
const err9 = {instancePath,schemaPath:"#/oneOf/9/const",keyword:"const",params:{allowedValue: "operators.notify"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs10 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 9];
}
else {
if(_valid0){
valid0 = true;
passing0 = 9;
}
}
}
}
}
}
}
}
}
}
if(!valid0){
const err10 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
validate38.errors = vErrors;
return false;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate38.errors = vErrors;
return errors === 0;
}
validate38.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateTSyncParams = validate39;
const schema76 = {"type":"object","description":"Params of t_sync_response.set.","required":["seconds"],"properties":{"seconds":{"type":"number","description":"Within the bounds of T_SYNC_RESPONSE_SECONDS."}},"additionalProperties":false};

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate39.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.seconds === undefined) && (missing0 = "seconds")){
validate39.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "seconds")){
validate39.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.seconds !== undefined){
let data0 = data.seconds;
if(!((typeof data0 == "number") && (isFinite(data0)))){
validate39.errors = [{instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
}
}
}
else {
validate39.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate39.errors = vErrors;
return errors === 0;
}
validate39.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateParallelismParams = validate40;
const schema77 = {"type":"object","description":"Params of parallelism.set; the limit of all, of a provider or of a slot.","required":["limit"],"properties":{"limit":{"type":"integer","minimum":1,"maximum":1000},"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"slot_id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]}},"additionalProperties":false};

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate40.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.limit === undefined) && (missing0 = "limit")){
validate40.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "limit") || (key0 === "provider")) || (key0 === "slot_id"))){
validate40.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.limit !== undefined){
let data0 = data.limit;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate40.errors = [{instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1000 || isNaN(data0)){
validate40.errors = [{instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"}];
return false;
}
else {
if(data0 < 1 || isNaN(data0)){
validate40.errors = [{instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.provider !== undefined){
let data1 = data.provider;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate40.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data1 === "local") || (data1 === "http")) || (data1 === "gemini")) || (data1 === "openai")) || (data1 === "turbotext")) || (data1 === "fault"))){
validate40.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema77.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slot_id !== undefined){
let data2 = data.slot_id;
const _errs6 = errors;
if(typeof data2 !== "string"){
validate40.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data2 === "slot-001") || (data2 === "slot-002")) || (data2 === "slot-003")) || (data2 === "slot-004")) || (data2 === "slot-005")) || (data2 === "slot-006")) || (data2 === "slot-007")) || (data2 === "slot-008")) || (data2 === "slot-009")) || (data2 === "slot-010")) || (data2 === "slot-011")) || (data2 === "slot-012")) || (data2 === "slot-013")) || (data2 === "slot-014")) || (data2 === "slot-015")) || (data2 === "slot-test"))){
validate40.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema77.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate40.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate40.errors = vErrors;
return errors === 0;
}
validate40.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateTtlParams = validate41;
const schema78 = {"type":"object","description":"Params of ttl.set.","required":["hours"],"properties":{"hours":{"type":"integer","description":"Within the bounds of RESULT_TTL_HOURS."}},"additionalProperties":false};

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate41.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.hours === undefined) && (missing0 = "hours")){
validate41.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "hours")){
validate41.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.hours !== undefined){
let data0 = data.hours;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate41.errors = [{instancePath:instancePath+"/hours",schemaPath:"#/properties/hours/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
}
}
}
}
else {
validate41.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate41.errors = vErrors;
return errors === 0;
}
validate41.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlotMaintenanceParams = validate42;
const schema79 = {"type":"object","description":"Params of slot.maintenance.","required":["slot_id"],"properties":{"slot_id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]},"expected_end":{"$ref":"#/components/schemas/Time"}},"additionalProperties":false};

function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate42.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.slot_id === undefined) && (missing0 = "slot_id")){
validate42.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "slot_id") || (key0 === "expected_end"))){
validate42.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.slot_id !== undefined){
let data0 = data.slot_id;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate42.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data0 === "slot-001") || (data0 === "slot-002")) || (data0 === "slot-003")) || (data0 === "slot-004")) || (data0 === "slot-005")) || (data0 === "slot-006")) || (data0 === "slot-007")) || (data0 === "slot-008")) || (data0 === "slot-009")) || (data0 === "slot-010")) || (data0 === "slot-011")) || (data0 === "slot-012")) || (data0 === "slot-013")) || (data0 === "slot-014")) || (data0 === "slot-015")) || (data0 === "slot-test"))){
validate42.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema79.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expected_end !== undefined){
let data1 = data.expected_end;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(errors === _errs5){
if(typeof data1 === "string"){
if(!(formats0.validate(data1))){
validate42.errors = [{instancePath:instancePath+"/expected_end",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate42.errors = [{instancePath:instancePath+"/expected_end",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate42.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate42.errors = vErrors;
return errors === 0;
}
validate42.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlotParams = validate43;
const schema81 = {"type":"object","description":"Params of slot.activate.","required":["slot_id"],"properties":{"slot_id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]}},"additionalProperties":false};

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate43.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.slot_id === undefined) && (missing0 = "slot_id")){
validate43.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "slot_id")){
validate43.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.slot_id !== undefined){
let data0 = data.slot_id;
if(typeof data0 !== "string"){
validate43.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data0 === "slot-001") || (data0 === "slot-002")) || (data0 === "slot-003")) || (data0 === "slot-004")) || (data0 === "slot-005")) || (data0 === "slot-006")) || (data0 === "slot-007")) || (data0 === "slot-008")) || (data0 === "slot-009")) || (data0 === "slot-010")) || (data0 === "slot-011")) || (data0 === "slot-012")) || (data0 === "slot-013")) || (data0 === "slot-014")) || (data0 === "slot-015")) || (data0 === "slot-test"))){
validate43.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema81.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate43.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate43.errors = vErrors;
return errors === 0;
}
validate43.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateFailoverParams = validate44;
const schema82 = {"type":"object","description":"Params of provider.failover.","required":["provider"],"properties":{"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]}},"additionalProperties":false};

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate44.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.provider === undefined) && (missing0 = "provider")){
validate44.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "provider")){
validate44.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.provider !== undefined){
let data0 = data.provider;
if(typeof data0 !== "string"){
validate44.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data0 === "local") || (data0 === "http")) || (data0 === "gemini")) || (data0 === "openai")) || (data0 === "turbotext")) || (data0 === "fault"))){
validate44.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema82.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate44.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate44.errors = vErrors;
return errors === 0;
}
validate44.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateCleanupParams = validate45;
const schema83 = {"type":"object","description":"Params of cleanup.run.","properties":{"ttl_hours":{"type":"integer","description":"With dry_run: what RESULT_TTL_HOURS of this would free."}},"additionalProperties":false};

function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate45.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "ttl_hours")){
validate45.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.ttl_hours !== undefined){
let data0 = data.ttl_hours;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate45.errors = [{instancePath:instancePath+"/ttl_hours",schemaPath:"#/properties/ttl_hours/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
}
}
}
else {
validate45.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate45.errors = vErrors;
return errors === 0;
}
validate45.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateNoticeParams = validate46;
const schema84 = {"type":"object","description":"Params of notice.set.","required":["text"],"properties":{"text":{"type":"string","minLength":1,"maxLength":500,"pattern":"\\S","description":"Public."}},"additionalProperties":false};

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate46.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.text === undefined) && (missing0 = "text")){
validate46.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "text")){
validate46.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.text !== undefined){
let data0 = data.text;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 500){
validate46.errors = [{instancePath:instancePath+"/text",schemaPath:"#/properties/text/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate46.errors = [{instancePath:instancePath+"/text",schemaPath:"#/properties/text/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data0)){
validate46.errors = [{instancePath:instancePath+"/text",schemaPath:"#/properties/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate46.errors = [{instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
}
else {
validate46.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate46.errors = vErrors;
return errors === 0;
}
validate46.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateNoParams = validate47;
const schema85 = {"type":"object","additionalProperties":false,"description":"Params of an action that takes none."};

function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
validate47.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate47.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateMessageParams = validate48;
const schema86 = {"type":"object","description":"Params of operators.notify.","required":["text"],"properties":{"text":{"type":"string","minLength":1,"maxLength":500,"pattern":"\\S"}},"additionalProperties":false};

function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate48.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.text === undefined) && (missing0 = "text")){
validate48.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "text")){
validate48.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.text !== undefined){
let data0 = data.text;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 500){
validate48.errors = [{instancePath:instancePath+"/text",schemaPath:"#/properties/text/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate48.errors = [{instancePath:instancePath+"/text",schemaPath:"#/properties/text/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data0)){
validate48.errors = [{instancePath:instancePath+"/text",schemaPath:"#/properties/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate48.errors = [{instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
}
else {
validate48.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate48.errors = vErrors;
return errors === 0;
}
validate48.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateActionOrder = validate49;
const schema87 = {"type":"object","required":["type","reason"],"properties":{"type":{"$ref":"#/components/schemas/ActionType"},"params":{"$ref":"#/components/schemas/ActionParams"},"reason":{"$ref":"#/components/schemas/Reason"},"dry_run":{"type":"boolean","default":false,"description":"Change nothing and say what would change."},"revert_after_minutes":{"type":"integer","minimum":1,"maximum":10080,"description":"Taken back by itself after this time."}},"additionalProperties":false};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate49.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.type === undefined) && (missing0 = "type")) || ((data.reason === undefined) && (missing0 = "reason"))){
validate49.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "type") || (key0 === "params")) || (key0 === "reason")) || (key0 === "dry_run")) || (key0 === "revert_after_minutes"))){
validate49.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
let data0 = data.type;
const _errs2 = errors;
const _errs4 = errors;
let valid2 = false;
let passing0 = null;
const _errs5 = errors;
if("t_sync_response.set" !== data0){
const err0 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/0/const",keyword:"const",params:{allowedValue: "t_sync_response.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs5 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs6 = errors;
if("parallelism.set" !== data0){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/1/const",keyword:"const",params:{allowedValue: "parallelism.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
const _errs7 = errors;
if("ttl.set" !== data0){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/2/const",keyword:"const",params:{allowedValue: "ttl.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid2 = true;
passing0 = 2;
}
const _errs8 = errors;
if("slot.maintenance" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/3/const",keyword:"const",params:{allowedValue: "slot.maintenance"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs8 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid2 = true;
passing0 = 3;
}
const _errs9 = errors;
if("slot.activate" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/4/const",keyword:"const",params:{allowedValue: "slot.activate"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs9 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid2 = true;
passing0 = 4;
}
const _errs10 = errors;
if("provider.failover" !== data0){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/5/const",keyword:"const",params:{allowedValue: "provider.failover"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid0 = _errs10 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid2 = true;
passing0 = 5;
}
const _errs11 = errors;
if("cleanup.run" !== data0){
const err6 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/6/const",keyword:"const",params:{allowedValue: "cleanup.run"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs11 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 6];
}
else {
if(_valid0){
valid2 = true;
passing0 = 6;
}
const _errs12 = errors;
if("notice.set" !== data0){
const err7 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/7/const",keyword:"const",params:{allowedValue: "notice.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs12 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 7];
}
else {
if(_valid0){
valid2 = true;
passing0 = 7;
}
const _errs13 = errors;
if("notice.clear" !== data0){
const err8 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/8/const",keyword:"const",params:{allowedValue: "notice.clear"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 8];
}
else {
if(_valid0){
valid2 = true;
passing0 = 8;
}
const _errs14 = errors;
if("operators.notify" !== data0){
const err9 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/9/const",keyword:"const",params:{allowedValue: "operators.notify"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs14 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 9];
}
else {
if(_valid0){
valid2 = true;
passing0 = 9;
}
}
}
}
}
}
}
}
}
}
if(!valid2){
const err10 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
validate49.errors = vErrors;
return false;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.params !== undefined){
let data1 = data.params;
const _errs15 = errors;
const _errs16 = errors;
if(errors === _errs16){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
}
else {
validate49.errors = [{instancePath:instancePath+"/params",schemaPath:"#/components/schemas/ActionParams/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data2 = data.reason;
const _errs19 = errors;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data2 === "string"){
if(func2(data2) > 500){
validate49.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data2) < 1){
validate49.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data2)){
validate49.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate49.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.dry_run !== undefined){
const _errs22 = errors;
if(typeof data.dry_run !== "boolean"){
validate49.errors = [{instancePath:instancePath+"/dry_run",schemaPath:"#/properties/dry_run/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.revert_after_minutes !== undefined){
let data4 = data.revert_after_minutes;
const _errs24 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate49.errors = [{instancePath:instancePath+"/revert_after_minutes",schemaPath:"#/properties/revert_after_minutes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs24){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 10080 || isNaN(data4)){
validate49.errors = [{instancePath:instancePath+"/revert_after_minutes",schemaPath:"#/properties/revert_after_minutes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10080},message:"must be <= 10080"}];
return false;
}
else {
if(data4 < 1 || isNaN(data4)){
validate49.errors = [{instancePath:instancePath+"/revert_after_minutes",schemaPath:"#/properties/revert_after_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate49.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate49.errors = vErrors;
return errors === 0;
}
validate49.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateAction = validate50;
const schema91 = {"type":"object","required":["id","type","params","reason","actor","at","dry_run","effect","before","after","revert_at","undone_at","undone_by","undoable"],"properties":{"id":{"type":["integer","null"],"description":"null of a dry run."},"type":{"$ref":"#/components/schemas/ActionType"},"params":{"$ref":"#/components/schemas/ActionParams"},"reason":{"type":"string"},"actor":{"type":"string"},"at":{"$ref":"#/components/schemas/Time"},"dry_run":{"type":"boolean"},"effect":{"type":"string","description":"One sentence for people."},"before":{"description":"What the undo goes back to."},"after":{"description":"What is in force through it."},"revert_at":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}]},"undone_at":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}]},"undone_by":{"type":["string","null"]},"undoable":{"type":"boolean"}},"additionalProperties":false};

function validate50(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate50.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((((data.id === undefined) && (missing0 = "id")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.params === undefined) && (missing0 = "params"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.actor === undefined) && (missing0 = "actor"))) || ((data.at === undefined) && (missing0 = "at"))) || ((data.dry_run === undefined) && (missing0 = "dry_run"))) || ((data.effect === undefined) && (missing0 = "effect"))) || ((data.before === undefined) && (missing0 = "before"))) || ((data.after === undefined) && (missing0 = "after"))) || ((data.revert_at === undefined) && (missing0 = "revert_at"))) || ((data.undone_at === undefined) && (missing0 = "undone_at"))) || ((data.undone_by === undefined) && (missing0 = "undone_by"))) || ((data.undoable === undefined) && (missing0 = "undoable"))){
validate50.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema91.properties, key0))){
validate50.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
let data0 = data.id;
const _errs2 = errors;
if((!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) && (data0 !== null)){
validate50.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: schema91.properties.id.type},message:"must be integer,null"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.type !== undefined){
let data1 = data.type;
const _errs4 = errors;
const _errs6 = errors;
let valid2 = false;
let passing0 = null;
const _errs7 = errors;
if("t_sync_response.set" !== data1){
const err0 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/0/const",keyword:"const",params:{allowedValue: "t_sync_response.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs7 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs8 = errors;
if("parallelism.set" !== data1){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/1/const",keyword:"const",params:{allowedValue: "parallelism.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs8 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
const _errs9 = errors;
if("ttl.set" !== data1){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/2/const",keyword:"const",params:{allowedValue: "ttl.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs9 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid2 = true;
passing0 = 2;
}
const _errs10 = errors;
if("slot.maintenance" !== data1){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/3/const",keyword:"const",params:{allowedValue: "slot.maintenance"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs10 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid2 = true;
passing0 = 3;
}
const _errs11 = errors;
if("slot.activate" !== data1){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/4/const",keyword:"const",params:{allowedValue: "slot.activate"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var _valid0 = _errs11 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid2 = true;
passing0 = 4;
}
const _errs12 = errors;
if("provider.failover" !== data1){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/5/const",keyword:"const",params:{allowedValue: "provider.failover"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid0 = _errs12 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid2 = true;
passing0 = 5;
}
const _errs13 = errors;
if("cleanup.run" !== data1){
const err6 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/6/const",keyword:"const",params:{allowedValue: "cleanup.run"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 6];
}
else {
if(_valid0){
valid2 = true;
passing0 = 6;
}
const _errs14 = errors;
if("notice.set" !== data1){
const err7 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/7/const",keyword:"const",params:{allowedValue: "notice.set"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs14 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 7];
}
else {
if(_valid0){
valid2 = true;
passing0 = 7;
}
const _errs15 = errors;
if("notice.clear" !== data1){
const err8 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/8/const",keyword:"const",params:{allowedValue: "notice.clear"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
var _valid0 = _errs15 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 8];
}
else {
if(_valid0){
valid2 = true;
passing0 = 8;
}
const _errs16 = errors;
if("operators.notify" !== data1){
const err9 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf/9/const",keyword:"const",params:{allowedValue: "operators.notify"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs16 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 9];
}
else {
if(_valid0){
valid2 = true;
passing0 = 9;
}
}
}
}
}
}
}
}
}
}
if(!valid2){
const err10 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/ActionType/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
validate50.errors = vErrors;
return false;
}
else {
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.params !== undefined){
let data2 = data.params;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
}
else {
validate50.errors = [{instancePath:instancePath+"/params",schemaPath:"#/components/schemas/ActionParams/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs21 = errors;
if(typeof data.reason !== "string"){
validate50.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.actor !== undefined){
const _errs23 = errors;
if(typeof data.actor !== "string"){
validate50.errors = [{instancePath:instancePath+"/actor",schemaPath:"#/properties/actor/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.at !== undefined){
let data5 = data.at;
const _errs25 = errors;
const _errs26 = errors;
if(errors === _errs26){
if(errors === _errs26){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
validate50.errors = [{instancePath:instancePath+"/at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate50.errors = [{instancePath:instancePath+"/at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.dry_run !== undefined){
const _errs28 = errors;
if(typeof data.dry_run !== "boolean"){
validate50.errors = [{instancePath:instancePath+"/dry_run",schemaPath:"#/properties/dry_run/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.effect !== undefined){
const _errs30 = errors;
if(typeof data.effect !== "string"){
validate50.errors = [{instancePath:instancePath+"/effect",schemaPath:"#/properties/effect/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.revert_at !== undefined){
let data8 = data.revert_at;
const _errs32 = errors;
const _errs33 = errors;
let valid5 = false;
let passing1 = null;
const _errs34 = errors;
const _errs35 = errors;
if(errors === _errs35){
if(errors === _errs35){
if(typeof data8 === "string"){
if(!(formats0.validate(data8))){
const err11 = {instancePath:instancePath+"/revert_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/revert_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
var _valid1 = _errs34 === errors;
if(_valid1){
valid5 = true;
passing1 = 0;
}
const _errs37 = errors;
if(data8 !== null){
const err13 = {instancePath:instancePath+"/revert_at",schemaPath:"#/properties/revert_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid1 = _errs37 === errors;
if(_valid1 && valid5){
valid5 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid5 = true;
passing1 = 1;
}
}
if(!valid5){
const err14 = {instancePath:instancePath+"/revert_at",schemaPath:"#/properties/revert_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
validate50.errors = vErrors;
return false;
}
else {
errors = _errs33;
if(vErrors !== null){
if(_errs33){
vErrors.length = _errs33;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.undone_at !== undefined){
let data9 = data.undone_at;
const _errs39 = errors;
const _errs40 = errors;
let valid7 = false;
let passing2 = null;
const _errs41 = errors;
const _errs42 = errors;
if(errors === _errs42){
if(errors === _errs42){
if(typeof data9 === "string"){
if(!(formats0.validate(data9))){
const err15 = {instancePath:instancePath+"/undone_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/undone_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
var _valid2 = _errs41 === errors;
if(_valid2){
valid7 = true;
passing2 = 0;
}
const _errs44 = errors;
if(data9 !== null){
const err17 = {instancePath:instancePath+"/undone_at",schemaPath:"#/properties/undone_at/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid2 = _errs44 === errors;
if(_valid2 && valid7){
valid7 = false;
passing2 = [passing2, 1];
}
else {
if(_valid2){
valid7 = true;
passing2 = 1;
}
}
if(!valid7){
const err18 = {instancePath:instancePath+"/undone_at",schemaPath:"#/properties/undone_at/oneOf",keyword:"oneOf",params:{passingSchemas: passing2},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
validate50.errors = vErrors;
return false;
}
else {
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs39 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.undone_by !== undefined){
let data10 = data.undone_by;
const _errs46 = errors;
if((typeof data10 !== "string") && (data10 !== null)){
validate50.errors = [{instancePath:instancePath+"/undone_by",schemaPath:"#/properties/undone_by/type",keyword:"type",params:{type: schema91.properties.undone_by.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.undoable !== undefined){
const _errs48 = errors;
if(typeof data.undoable !== "boolean"){
validate50.errors = [{instancePath:instancePath+"/undoable",schemaPath:"#/properties/undoable/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs48 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate50.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate50.errors = vErrors;
return errors === 0;
}
validate50.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateActionList = validate51;
const schema97 = {"type":"object","required":["actions"],"properties":{"actions":{"type":"array","items":{"$ref":"#/components/schemas/Action"}}},"additionalProperties":false};

function validate51(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate51.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.actions === undefined) && (missing0 = "actions")){
validate51.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "actions")){
validate51.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.actions !== undefined){
let data0 = data.actions;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if(!(validate50(data0[i0], {instancePath:instancePath+"/actions/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
errors = vErrors.length;
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate51.errors = [{instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
}
}
else {
validate51.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate51.errors = vErrors;
return errors === 0;
}
validate51.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateAuditList = validate53;
const schema98 = {"type":"object","required":["entries"],"properties":{"entries":{"type":"array","items":{"$ref":"#/components/schemas/AuditEntry"}}},"additionalProperties":false};
const schema99 = {"type":"object","required":["id","at","actor","action","subject","reason","before","after"],"properties":{"id":{"type":"integer"},"at":{"$ref":"#/components/schemas/Time"},"actor":{"type":"string"},"action":{"type":"string"},"subject":{"type":"string"},"reason":{"type":"string"},"before":{"description":"JSON, or null."},"after":{"description":"JSON, or null."}},"additionalProperties":false};

function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate54.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((data.id === undefined) && (missing0 = "id")) || ((data.at === undefined) && (missing0 = "at"))) || ((data.actor === undefined) && (missing0 = "actor"))) || ((data.action === undefined) && (missing0 = "action"))) || ((data.subject === undefined) && (missing0 = "subject"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.before === undefined) && (missing0 = "before"))) || ((data.after === undefined) && (missing0 = "after"))){
validate54.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "at")) || (key0 === "actor")) || (key0 === "action")) || (key0 === "subject")) || (key0 === "reason")) || (key0 === "before")) || (key0 === "after"))){
validate54.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
let data0 = data.id;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate54.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.at !== undefined){
let data1 = data.at;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(errors === _errs5){
if(typeof data1 === "string"){
if(!(formats0.validate(data1))){
validate54.errors = [{instancePath:instancePath+"/at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate54.errors = [{instancePath:instancePath+"/at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.actor !== undefined){
const _errs7 = errors;
if(typeof data.actor !== "string"){
validate54.errors = [{instancePath:instancePath+"/actor",schemaPath:"#/properties/actor/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.action !== undefined){
const _errs9 = errors;
if(typeof data.action !== "string"){
validate54.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.subject !== undefined){
const _errs11 = errors;
if(typeof data.subject !== "string"){
validate54.errors = [{instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs13 = errors;
if(typeof data.reason !== "string"){
validate54.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate54.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate54.errors = vErrors;
return errors === 0;
}
validate54.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.entries === undefined) && (missing0 = "entries")){
validate53.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "entries")){
validate53.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.entries !== undefined){
let data0 = data.entries;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if(!(validate54(data0[i0], {instancePath:instancePath+"/entries/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate53.errors = [{instancePath:instancePath+"/entries",schemaPath:"#/properties/entries/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
}
}
else {
validate53.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateAuditEntry = validate56;

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((data.id === undefined) && (missing0 = "id")) || ((data.at === undefined) && (missing0 = "at"))) || ((data.actor === undefined) && (missing0 = "actor"))) || ((data.action === undefined) && (missing0 = "action"))) || ((data.subject === undefined) && (missing0 = "subject"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.before === undefined) && (missing0 = "before"))) || ((data.after === undefined) && (missing0 = "after"))){
validate56.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "at")) || (key0 === "actor")) || (key0 === "action")) || (key0 === "subject")) || (key0 === "reason")) || (key0 === "before")) || (key0 === "after"))){
validate56.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
let data0 = data.id;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate56.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.at !== undefined){
let data1 = data.at;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(errors === _errs5){
if(typeof data1 === "string"){
if(!(formats0.validate(data1))){
validate56.errors = [{instancePath:instancePath+"/at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate56.errors = [{instancePath:instancePath+"/at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.actor !== undefined){
const _errs7 = errors;
if(typeof data.actor !== "string"){
validate56.errors = [{instancePath:instancePath+"/actor",schemaPath:"#/properties/actor/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.action !== undefined){
const _errs9 = errors;
if(typeof data.action !== "string"){
validate56.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.subject !== undefined){
const _errs11 = errors;
if(typeof data.subject !== "string"){
validate56.errors = [{instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs13 = errors;
if(typeof data.reason !== "string"){
validate56.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate56.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateHall = validate57;
const schema103 = {"type":"object","description":"What the operators' page shows of all slots at once. Counts and times are of the last 15 minutes.","required":["at","evaluated_at","t_sync_response_seconds","kpis","alerts","slots","volume"],"properties":{"at":{"$ref":"#/components/schemas/Time"},"evaluated_at":{"$ref":"#/components/schemas/Time","description":"When kpis, alerts and volume were evaluated, as AlertList has it. The rest is of `at`."},"t_sync_response_seconds":{"type":"number"},"kpis":{"type":"array","items":{"$ref":"#/components/schemas/Kpi"},"description":"In the order of the contract, as this process sees them."},"alerts":{"type":"array","items":{"$ref":"#/components/schemas/Alert"},"description":"All alerts, those that fire first, as this process sees them."},"slots":{"type":"array","items":{"$ref":"#/components/schemas/HallSlot"},"description":"In the order of the contract."},"volume":{"type":"object","description":"Of the media.","required":["used_ratio"],"properties":{"used_ratio":{"type":["number","null"],"minimum":0,"maximum":1,"description":"Null while it is not known."}},"additionalProperties":false}},"additionalProperties":false};
const schema106 = {"type":"object","description":"A key figure that was promised. It is kept while `value op threshold` holds.","required":["name","help","value","op","threshold","unit","alert"],"properties":{"name":{"type":"string"},"help":{"type":"string","description":"What was promised."},"value":{"type":["number","null"],"description":"Of the window of the contract, the worst where there are several; null without anything to take it from."},"op":{"type":"string","enum":["<","<=",">",">=","==","!="]},"threshold":{"type":"number"},"unit":{"type":"string","description":"ratio for a share of 1, else what it is measured in, as seconds; number for a count."},"alert":{"type":"string","description":"The alert that guards it."}},"additionalProperties":false};
const schema107 = {"type":"object","description":"An alert, once for each set of labels that it holds for, and once when it holds for none.","required":["name","severity","state","needs","reason","since","value","labels","summary","action","playbook","suggestions"],"properties":{"name":{"type":"string"},"severity":{"type":"string","enum":["page","ticket"]},"state":{"type":"string","enum":["firing","pending","inactive","unknown"],"description":"pending holds, but not yet for as long as the alert demands; firing is for some alerts also a while after they held last, with the last value; unknown is not evaluated here, reason says why."},"needs":{"type":["string","null"],"enum":["prometheus",null],"description":"Who can evaluate what this process cannot."},"reason":{"type":["string","null"],"description":"Why the state is unknown; null when it is known."},"since":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}],"description":"Since when it is in this state, as far as this process has watched. A null is an unknown state."},"value":{"type":["number","null"],"description":"Of its expression; null while it does not hold, and for what is no number."},"labels":{"type":"object","additionalProperties":{"type":"string"},"description":"Of what it holds for."},"summary":{"type":["string","null"],"description":"What it says; null while it does not hold."},"action":{"type":"string","description":"What to do."},"playbook":{"type":"string","description":"The step of the playbook."},"suggestions":{"type":"array","items":{"$ref":"#/components/schemas/Suggestion"}}},"additionalProperties":false};
const schema109 = {"type":"object","description":"An action of the playbook, and what is known of what it would change.","required":["type","params","revert_after_minutes","effect"],"properties":{"type":{"type":"string","enum":["t_sync_response.set","parallelism.set","ttl.set","slot.maintenance","slot.activate","provider.failover","cleanup.run","notice.set"]},"params":{"type":"object","additionalProperties":{"type":["string","number"]},"description":"As the action takes them."},"revert_after_minutes":{"type":["integer","null"],"minimum":1,"description":"After how long it had better end by itself."},"effect":{"type":"string"}},"additionalProperties":false};

function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate58.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((data.name === undefined) && (missing0 = "name")) || ((data.severity === undefined) && (missing0 = "severity"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.since === undefined) && (missing0 = "since"))) || ((data.value === undefined) && (missing0 = "value"))) || ((data.labels === undefined) && (missing0 = "labels"))) || ((data.summary === undefined) && (missing0 = "summary"))) || ((data.action === undefined) && (missing0 = "action"))) || ((data.playbook === undefined) && (missing0 = "playbook"))) || ((data.suggestions === undefined) && (missing0 = "suggestions"))){
validate58.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema107.properties, key0))){
validate58.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate58.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.severity !== undefined){
let data1 = data.severity;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate58.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data1 === "page") || (data1 === "ticket"))){
validate58.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema107.properties.severity.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
let data2 = data.state;
const _errs6 = errors;
if(typeof data2 !== "string"){
validate58.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data2 === "firing") || (data2 === "pending")) || (data2 === "inactive")) || (data2 === "unknown"))){
validate58.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema107.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs8 = errors;
if((typeof data3 !== "string") && (data3 !== null)){
validate58.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: schema107.properties.needs.type},message:"must be string,null"}];
return false;
}
if(!((data3 === "prometheus") || (data3 === null))){
validate58.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/enum",keyword:"enum",params:{allowedValues: schema107.properties.needs.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data4 = data.reason;
const _errs10 = errors;
if((typeof data4 !== "string") && (data4 !== null)){
validate58.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: schema107.properties.reason.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.since !== undefined){
let data5 = data.since;
const _errs12 = errors;
const _errs13 = errors;
let valid1 = false;
let passing0 = null;
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(errors === _errs15){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
const err0 = {instancePath:instancePath+"/since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs14 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs17 = errors;
if(data5 !== null){
const err2 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs17 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
}
if(!valid1){
const err3 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate58.errors = vErrors;
return false;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.value !== undefined){
let data6 = data.value;
const _errs19 = errors;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (data6 !== null)){
validate58.errors = [{instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: schema107.properties.value.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.labels !== undefined){
let data7 = data.labels;
const _errs21 = errors;
if(errors === _errs21){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
const _errs24 = errors;
if(typeof data7[key1] !== "string"){
validate58.errors = [{instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs24 === errors;
if(!valid3){
break;
}
}
}
else {
validate58.errors = [{instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.summary !== undefined){
let data9 = data.summary;
const _errs26 = errors;
if((typeof data9 !== "string") && (data9 !== null)){
validate58.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: schema107.properties.summary.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs26 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.action !== undefined){
const _errs28 = errors;
if(typeof data.action !== "string"){
validate58.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.playbook !== undefined){
const _errs30 = errors;
if(typeof data.playbook !== "string"){
validate58.errors = [{instancePath:instancePath+"/playbook",schemaPath:"#/properties/playbook/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.suggestions !== undefined){
let data12 = data.suggestions;
const _errs32 = errors;
if(errors === _errs32){
if(Array.isArray(data12)){
var valid4 = true;
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
let data13 = data12[i0];
const _errs34 = errors;
const _errs35 = errors;
if(errors === _errs35){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
let missing1;
if(((((data13.type === undefined) && (missing1 = "type")) || ((data13.params === undefined) && (missing1 = "params"))) || ((data13.revert_after_minutes === undefined) && (missing1 = "revert_after_minutes"))) || ((data13.effect === undefined) && (missing1 = "effect"))){
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs37 = errors;
for(const key2 in data13){
if(!((((key2 === "type") || (key2 === "params")) || (key2 === "revert_after_minutes")) || (key2 === "effect"))){
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs37 === errors){
if(data13.type !== undefined){
let data14 = data13.type;
const _errs38 = errors;
if(typeof data14 !== "string"){
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/type",schemaPath:"#/components/schemas/Suggestion/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((data14 === "t_sync_response.set") || (data14 === "parallelism.set")) || (data14 === "ttl.set")) || (data14 === "slot.maintenance")) || (data14 === "slot.activate")) || (data14 === "provider.failover")) || (data14 === "cleanup.run")) || (data14 === "notice.set"))){
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/type",schemaPath:"#/components/schemas/Suggestion/properties/type/enum",keyword:"enum",params:{allowedValues: schema109.properties.type.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid6 = _errs38 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.params !== undefined){
let data15 = data13.params;
const _errs40 = errors;
if(errors === _errs40){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
let data16 = data15[key3];
const _errs43 = errors;
if((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))){
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/params/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/Suggestion/properties/params/additionalProperties/type",keyword:"type",params:{type: schema109.properties.params.additionalProperties.type},message:"must be string,number"}];
return false;
}
var valid7 = _errs43 === errors;
if(!valid7){
break;
}
}
}
else {
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/params",schemaPath:"#/components/schemas/Suggestion/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs40 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.revert_after_minutes !== undefined){
let data17 = data13.revert_after_minutes;
const _errs45 = errors;
if((!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))) && (data17 !== null)){
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/revert_after_minutes",schemaPath:"#/components/schemas/Suggestion/properties/revert_after_minutes/type",keyword:"type",params:{type: schema109.properties.revert_after_minutes.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs45){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/revert_after_minutes",schemaPath:"#/components/schemas/Suggestion/properties/revert_after_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid6 = _errs45 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.effect !== undefined){
const _errs47 = errors;
if(typeof data13.effect !== "string"){
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/effect",schemaPath:"#/components/schemas/Suggestion/properties/effect/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs47 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
}
}
else {
validate58.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid4 = _errs34 === errors;
if(!valid4){
break;
}
}
}
else {
validate58.errors = [{instancePath:instancePath+"/suggestions",schemaPath:"#/properties/suggestions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate58.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate58.errors = vErrors;
return errors === 0;
}
validate58.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema110 = {"type":"object","required":["id","version","state","state_by","state_reason","state_since","state_until","provider","standby_provider","answered","timeouts","failed","refused","p95_seconds","deadline_used_p95","inflight","in_a_row","pictures"],"properties":{"id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]},"version":{"type":"integer","minimum":1},"state":{"type":"string","enum":["active","degraded","maintenance","tripped","probing"]},"state_by":{"type":"string","enum":["operator","rule"]},"state_reason":{"type":"string","description":"Why it is in this state, as of a maintenance; empty when nothing was said."},"state_since":{"$ref":"#/components/schemas/Time"},"state_until":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}],"description":"When a maintenance is expected to end."},"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"standby_provider":{"oneOf":[{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},{"type":"null"}]},"answered":{"type":"integer","minimum":0,"description":"Jobs that ended with a picture."},"timeouts":{"type":"integer","minimum":0,"description":"Jobs that ran into T_sync_response."},"failed":{"type":"integer","minimum":0,"description":"Jobs that the provider or the service failed."},"refused":{"type":"integer","minimum":0,"description":"Photos that the provider refused; they count against nobody."},"p95_seconds":{"type":["number","null"],"minimum":0,"description":"Interpolated in the buckets of ingest_duration_seconds; null when nobody was answered. The time ends with the commit of the outcome, so it lacks what sending the picture took."},"deadline_used_p95":{"type":["number","null"],"minimum":0,"description":"p95_seconds over the T_sync_response in force."},"inflight":{"type":"integer","minimum":0},"in_a_row":{"type":"integer","minimum":0,"maximum":3,"description":"How many of the newest jobs gave a picture, one after the other; 3 stands for more. Refused ones are passed over."},"pictures":{"type":"array","maxItems":3,"description":"The newest jobs whose pictures are served, for /api/jobs/{job_id}/thumbnail.","items":{"$ref":"#/components/schemas/JobId"}}},"additionalProperties":false};

function validate60(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate60.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((((((((data.id === undefined) && (missing0 = "id")) || ((data.version === undefined) && (missing0 = "version"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.state_by === undefined) && (missing0 = "state_by"))) || ((data.state_reason === undefined) && (missing0 = "state_reason"))) || ((data.state_since === undefined) && (missing0 = "state_since"))) || ((data.state_until === undefined) && (missing0 = "state_until"))) || ((data.provider === undefined) && (missing0 = "provider"))) || ((data.standby_provider === undefined) && (missing0 = "standby_provider"))) || ((data.answered === undefined) && (missing0 = "answered"))) || ((data.timeouts === undefined) && (missing0 = "timeouts"))) || ((data.failed === undefined) && (missing0 = "failed"))) || ((data.refused === undefined) && (missing0 = "refused"))) || ((data.p95_seconds === undefined) && (missing0 = "p95_seconds"))) || ((data.deadline_used_p95 === undefined) && (missing0 = "deadline_used_p95"))) || ((data.inflight === undefined) && (missing0 = "inflight"))) || ((data.in_a_row === undefined) && (missing0 = "in_a_row"))) || ((data.pictures === undefined) && (missing0 = "pictures"))){
validate60.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema110.properties, key0))){
validate60.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
let data0 = data.id;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate60.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data0 === "slot-001") || (data0 === "slot-002")) || (data0 === "slot-003")) || (data0 === "slot-004")) || (data0 === "slot-005")) || (data0 === "slot-006")) || (data0 === "slot-007")) || (data0 === "slot-008")) || (data0 === "slot-009")) || (data0 === "slot-010")) || (data0 === "slot-011")) || (data0 === "slot-012")) || (data0 === "slot-013")) || (data0 === "slot-014")) || (data0 === "slot-015")) || (data0 === "slot-test"))){
validate60.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/enum",keyword:"enum",params:{allowedValues: schema110.properties.id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data1 = data.version;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate60.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
validate60.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
let data2 = data.state;
const _errs6 = errors;
if(typeof data2 !== "string"){
validate60.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data2 === "active") || (data2 === "degraded")) || (data2 === "maintenance")) || (data2 === "tripped")) || (data2 === "probing"))){
validate60.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema110.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_by !== undefined){
let data3 = data.state_by;
const _errs8 = errors;
if(typeof data3 !== "string"){
validate60.errors = [{instancePath:instancePath+"/state_by",schemaPath:"#/properties/state_by/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data3 === "operator") || (data3 === "rule"))){
validate60.errors = [{instancePath:instancePath+"/state_by",schemaPath:"#/properties/state_by/enum",keyword:"enum",params:{allowedValues: schema110.properties.state_by.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_reason !== undefined){
const _errs10 = errors;
if(typeof data.state_reason !== "string"){
validate60.errors = [{instancePath:instancePath+"/state_reason",schemaPath:"#/properties/state_reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_since !== undefined){
let data5 = data.state_since;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(errors === _errs13){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
validate60.errors = [{instancePath:instancePath+"/state_since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate60.errors = [{instancePath:instancePath+"/state_since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_until !== undefined){
let data6 = data.state_until;
const _errs15 = errors;
const _errs16 = errors;
let valid2 = false;
let passing0 = null;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(errors === _errs18){
if(typeof data6 === "string"){
if(!(formats0.validate(data6))){
const err0 = {instancePath:instancePath+"/state_until",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/state_until",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs17 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs20 = errors;
if(data6 !== null){
const err2 = {instancePath:instancePath+"/state_until",schemaPath:"#/properties/state_until/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs20 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err3 = {instancePath:instancePath+"/state_until",schemaPath:"#/properties/state_until/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate60.errors = vErrors;
return false;
}
else {
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.provider !== undefined){
let data7 = data.provider;
const _errs22 = errors;
if(typeof data7 !== "string"){
validate60.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data7 === "local") || (data7 === "http")) || (data7 === "gemini")) || (data7 === "openai")) || (data7 === "turbotext")) || (data7 === "fault"))){
validate60.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema110.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.standby_provider !== undefined){
let data8 = data.standby_provider;
const _errs24 = errors;
const _errs25 = errors;
let valid4 = false;
let passing1 = null;
const _errs26 = errors;
if(typeof data8 !== "string"){
const err4 = {instancePath:instancePath+"/standby_provider",schemaPath:"#/properties/standby_provider/oneOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!((((((data8 === "local") || (data8 === "http")) || (data8 === "gemini")) || (data8 === "openai")) || (data8 === "turbotext")) || (data8 === "fault"))){
const err5 = {instancePath:instancePath+"/standby_provider",schemaPath:"#/properties/standby_provider/oneOf/0/enum",keyword:"enum",params:{allowedValues: schema110.properties.standby_provider.oneOf[0].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid1 = _errs26 === errors;
if(_valid1){
valid4 = true;
passing1 = 0;
}
const _errs28 = errors;
if(data8 !== null){
const err6 = {instancePath:instancePath+"/standby_provider",schemaPath:"#/properties/standby_provider/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid1 = _errs28 === errors;
if(_valid1 && valid4){
valid4 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid4 = true;
passing1 = 1;
}
}
if(!valid4){
const err7 = {instancePath:instancePath+"/standby_provider",schemaPath:"#/properties/standby_provider/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate60.errors = vErrors;
return false;
}
else {
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.answered !== undefined){
let data9 = data.answered;
const _errs30 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate60.errors = [{instancePath:instancePath+"/answered",schemaPath:"#/properties/answered/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs30){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate60.errors = [{instancePath:instancePath+"/answered",schemaPath:"#/properties/answered/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timeouts !== undefined){
let data10 = data.timeouts;
const _errs32 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate60.errors = [{instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs32){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
validate60.errors = [{instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.failed !== undefined){
let data11 = data.failed;
const _errs34 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate60.errors = [{instancePath:instancePath+"/failed",schemaPath:"#/properties/failed/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs34){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate60.errors = [{instancePath:instancePath+"/failed",schemaPath:"#/properties/failed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs34 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.refused !== undefined){
let data12 = data.refused;
const _errs36 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate60.errors = [{instancePath:instancePath+"/refused",schemaPath:"#/properties/refused/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs36){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
validate60.errors = [{instancePath:instancePath+"/refused",schemaPath:"#/properties/refused/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.p95_seconds !== undefined){
let data13 = data.p95_seconds;
const _errs38 = errors;
if((!((typeof data13 == "number") && (isFinite(data13)))) && (data13 !== null)){
validate60.errors = [{instancePath:instancePath+"/p95_seconds",schemaPath:"#/properties/p95_seconds/type",keyword:"type",params:{type: schema110.properties.p95_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs38){
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
validate60.errors = [{instancePath:instancePath+"/p95_seconds",schemaPath:"#/properties/p95_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs38 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.deadline_used_p95 !== undefined){
let data14 = data.deadline_used_p95;
const _errs40 = errors;
if((!((typeof data14 == "number") && (isFinite(data14)))) && (data14 !== null)){
validate60.errors = [{instancePath:instancePath+"/deadline_used_p95",schemaPath:"#/properties/deadline_used_p95/type",keyword:"type",params:{type: schema110.properties.deadline_used_p95.type},message:"must be number,null"}];
return false;
}
if(errors === _errs40){
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
validate60.errors = [{instancePath:instancePath+"/deadline_used_p95",schemaPath:"#/properties/deadline_used_p95/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs40 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inflight !== undefined){
let data15 = data.inflight;
const _errs42 = errors;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
validate60.errors = [{instancePath:instancePath+"/inflight",schemaPath:"#/properties/inflight/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs42){
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
validate60.errors = [{instancePath:instancePath+"/inflight",schemaPath:"#/properties/inflight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs42 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.in_a_row !== undefined){
let data16 = data.in_a_row;
const _errs44 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate60.errors = [{instancePath:instancePath+"/in_a_row",schemaPath:"#/properties/in_a_row/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs44){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 3 || isNaN(data16)){
validate60.errors = [{instancePath:instancePath+"/in_a_row",schemaPath:"#/properties/in_a_row/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3"}];
return false;
}
else {
if(data16 < 0 || isNaN(data16)){
validate60.errors = [{instancePath:instancePath+"/in_a_row",schemaPath:"#/properties/in_a_row/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs44 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.pictures !== undefined){
let data17 = data.pictures;
const _errs46 = errors;
if(errors === _errs46){
if(Array.isArray(data17)){
if(data17.length > 3){
validate60.errors = [{instancePath:instancePath+"/pictures",schemaPath:"#/properties/pictures/maxItems",keyword:"maxItems",params:{limit: 3},message:"must NOT have more than 3 items"}];
return false;
}
else {
var valid5 = true;
const len0 = data17.length;
for(let i0=0; i0<len0; i0++){
let data18 = data17[i0];
const _errs48 = errors;
const _errs49 = errors;
if(errors === _errs49){
if(typeof data18 === "string"){
if(!pattern0.test(data18)){
validate60.errors = [{instancePath:instancePath+"/pictures/" + i0,schemaPath:"#/components/schemas/JobId/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""}];
return false;
}
}
else {
validate60.errors = [{instancePath:instancePath+"/pictures/" + i0,schemaPath:"#/components/schemas/JobId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs48 === errors;
if(!valid5){
break;
}
}
}
}
else {
validate60.errors = [{instancePath:instancePath+"/pictures",schemaPath:"#/properties/pictures/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate60.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate60.errors = vErrors;
return errors === 0;
}
validate60.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate57(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate57.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.at === undefined) && (missing0 = "at")) || ((data.evaluated_at === undefined) && (missing0 = "evaluated_at"))) || ((data.t_sync_response_seconds === undefined) && (missing0 = "t_sync_response_seconds"))) || ((data.kpis === undefined) && (missing0 = "kpis"))) || ((data.alerts === undefined) && (missing0 = "alerts"))) || ((data.slots === undefined) && (missing0 = "slots"))) || ((data.volume === undefined) && (missing0 = "volume"))){
validate57.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "at") || (key0 === "evaluated_at")) || (key0 === "t_sync_response_seconds")) || (key0 === "kpis")) || (key0 === "alerts")) || (key0 === "slots")) || (key0 === "volume"))){
validate57.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.at !== undefined){
let data0 = data.at;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(errors === _errs3){
if(typeof data0 === "string"){
if(!(formats0.validate(data0))){
validate57.errors = [{instancePath:instancePath+"/at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate57.errors = [{instancePath:instancePath+"/at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.evaluated_at !== undefined){
let data1 = data.evaluated_at;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(errors === _errs6){
if(typeof data1 === "string"){
if(!(formats0.validate(data1))){
validate57.errors = [{instancePath:instancePath+"/evaluated_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate57.errors = [{instancePath:instancePath+"/evaluated_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.t_sync_response_seconds !== undefined){
let data2 = data.t_sync_response_seconds;
const _errs8 = errors;
if(!((typeof data2 == "number") && (isFinite(data2)))){
validate57.errors = [{instancePath:instancePath+"/t_sync_response_seconds",schemaPath:"#/properties/t_sync_response_seconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.kpis !== undefined){
let data3 = data.kpis;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid3 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if((((((((data4.name === undefined) && (missing1 = "name")) || ((data4.help === undefined) && (missing1 = "help"))) || ((data4.value === undefined) && (missing1 = "value"))) || ((data4.op === undefined) && (missing1 = "op"))) || ((data4.threshold === undefined) && (missing1 = "threshold"))) || ((data4.unit === undefined) && (missing1 = "unit"))) || ((data4.alert === undefined) && (missing1 = "alert"))){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0,schemaPath:"#/components/schemas/Kpi/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs15 = errors;
for(const key1 in data4){
if(!(((((((key1 === "name") || (key1 === "help")) || (key1 === "value")) || (key1 === "op")) || (key1 === "threshold")) || (key1 === "unit")) || (key1 === "alert"))){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0,schemaPath:"#/components/schemas/Kpi/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs15 === errors){
if(data4.name !== undefined){
const _errs16 = errors;
if(typeof data4.name !== "string"){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0+"/name",schemaPath:"#/components/schemas/Kpi/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs16 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data4.help !== undefined){
const _errs18 = errors;
if(typeof data4.help !== "string"){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0+"/help",schemaPath:"#/components/schemas/Kpi/properties/help/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs18 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data4.value !== undefined){
let data7 = data4.value;
const _errs20 = errors;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (data7 !== null)){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0+"/value",schemaPath:"#/components/schemas/Kpi/properties/value/type",keyword:"type",params:{type: schema106.properties.value.type},message:"must be number,null"}];
return false;
}
var valid5 = _errs20 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data4.op !== undefined){
let data8 = data4.op;
const _errs22 = errors;
if(typeof data8 !== "string"){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0+"/op",schemaPath:"#/components/schemas/Kpi/properties/op/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data8 === "<") || (data8 === "<=")) || (data8 === ">")) || (data8 === ">=")) || (data8 === "==")) || (data8 === "!="))){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0+"/op",schemaPath:"#/components/schemas/Kpi/properties/op/enum",keyword:"enum",params:{allowedValues: schema106.properties.op.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs22 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data4.threshold !== undefined){
let data9 = data4.threshold;
const _errs24 = errors;
if(!((typeof data9 == "number") && (isFinite(data9)))){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0+"/threshold",schemaPath:"#/components/schemas/Kpi/properties/threshold/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data4.unit !== undefined){
const _errs26 = errors;
if(typeof data4.unit !== "string"){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0+"/unit",schemaPath:"#/components/schemas/Kpi/properties/unit/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs26 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data4.alert !== undefined){
const _errs28 = errors;
if(typeof data4.alert !== "string"){
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0+"/alert",schemaPath:"#/components/schemas/Kpi/properties/alert/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs28 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate57.errors = [{instancePath:instancePath+"/kpis/" + i0,schemaPath:"#/components/schemas/Kpi/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs12 === errors;
if(!valid3){
break;
}
}
}
else {
validate57.errors = [{instancePath:instancePath+"/kpis",schemaPath:"#/properties/kpis/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.alerts !== undefined){
let data12 = data.alerts;
const _errs30 = errors;
if(errors === _errs30){
if(Array.isArray(data12)){
var valid6 = true;
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
const _errs32 = errors;
if(!(validate58(data12[i1], {instancePath:instancePath+"/alerts/" + i1,parentData:data12,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
var valid6 = _errs32 === errors;
if(!valid6){
break;
}
}
}
else {
validate57.errors = [{instancePath:instancePath+"/alerts",schemaPath:"#/properties/alerts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.slots !== undefined){
let data14 = data.slots;
const _errs33 = errors;
if(errors === _errs33){
if(Array.isArray(data14)){
var valid7 = true;
const len2 = data14.length;
for(let i2=0; i2<len2; i2++){
const _errs35 = errors;
if(!(validate60(data14[i2], {instancePath:instancePath+"/slots/" + i2,parentData:data14,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
errors = vErrors.length;
}
var valid7 = _errs35 === errors;
if(!valid7){
break;
}
}
}
else {
validate57.errors = [{instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs33 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.volume !== undefined){
let data16 = data.volume;
const _errs36 = errors;
if(errors === _errs36){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
let missing2;
if((data16.used_ratio === undefined) && (missing2 = "used_ratio")){
validate57.errors = [{instancePath:instancePath+"/volume",schemaPath:"#/properties/volume/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs38 = errors;
for(const key2 in data16){
if(!(key2 === "used_ratio")){
validate57.errors = [{instancePath:instancePath+"/volume",schemaPath:"#/properties/volume/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs38 === errors){
if(data16.used_ratio !== undefined){
let data17 = data16.used_ratio;
const _errs39 = errors;
if((!((typeof data17 == "number") && (isFinite(data17)))) && (data17 !== null)){
validate57.errors = [{instancePath:instancePath+"/volume/used_ratio",schemaPath:"#/properties/volume/properties/used_ratio/type",keyword:"type",params:{type: schema103.properties.volume.properties.used_ratio.type},message:"must be number,null"}];
return false;
}
if(errors === _errs39){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 > 1 || isNaN(data17)){
validate57.errors = [{instancePath:instancePath+"/volume/used_ratio",schemaPath:"#/properties/volume/properties/used_ratio/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data17 < 0 || isNaN(data17)){
validate57.errors = [{instancePath:instancePath+"/volume/used_ratio",schemaPath:"#/properties/volume/properties/used_ratio/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
}
}
}
}
else {
validate57.errors = [{instancePath:instancePath+"/volume",schemaPath:"#/properties/volume/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate57.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate57.errors = vErrors;
return errors === 0;
}
validate57.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateKpi = validate62;

function validate62(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate62.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.name === undefined) && (missing0 = "name")) || ((data.help === undefined) && (missing0 = "help"))) || ((data.value === undefined) && (missing0 = "value"))) || ((data.op === undefined) && (missing0 = "op"))) || ((data.threshold === undefined) && (missing0 = "threshold"))) || ((data.unit === undefined) && (missing0 = "unit"))) || ((data.alert === undefined) && (missing0 = "alert"))){
validate62.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "name") || (key0 === "help")) || (key0 === "value")) || (key0 === "op")) || (key0 === "threshold")) || (key0 === "unit")) || (key0 === "alert"))){
validate62.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate62.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.help !== undefined){
const _errs4 = errors;
if(typeof data.help !== "string"){
validate62.errors = [{instancePath:instancePath+"/help",schemaPath:"#/properties/help/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.value !== undefined){
let data2 = data.value;
const _errs6 = errors;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (data2 !== null)){
validate62.errors = [{instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: schema106.properties.value.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.op !== undefined){
let data3 = data.op;
const _errs8 = errors;
if(typeof data3 !== "string"){
validate62.errors = [{instancePath:instancePath+"/op",schemaPath:"#/properties/op/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data3 === "<") || (data3 === "<=")) || (data3 === ">")) || (data3 === ">=")) || (data3 === "==")) || (data3 === "!="))){
validate62.errors = [{instancePath:instancePath+"/op",schemaPath:"#/properties/op/enum",keyword:"enum",params:{allowedValues: schema106.properties.op.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.threshold !== undefined){
let data4 = data.threshold;
const _errs10 = errors;
if(!((typeof data4 == "number") && (isFinite(data4)))){
validate62.errors = [{instancePath:instancePath+"/threshold",schemaPath:"#/properties/threshold/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unit !== undefined){
const _errs12 = errors;
if(typeof data.unit !== "string"){
validate62.errors = [{instancePath:instancePath+"/unit",schemaPath:"#/properties/unit/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.alert !== undefined){
const _errs14 = errors;
if(typeof data.alert !== "string"){
validate62.errors = [{instancePath:instancePath+"/alert",schemaPath:"#/properties/alert/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate62.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate62.errors = vErrors;
return errors === 0;
}
validate62.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateHallSlot = validate63;

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate63.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((((((((data.id === undefined) && (missing0 = "id")) || ((data.version === undefined) && (missing0 = "version"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.state_by === undefined) && (missing0 = "state_by"))) || ((data.state_reason === undefined) && (missing0 = "state_reason"))) || ((data.state_since === undefined) && (missing0 = "state_since"))) || ((data.state_until === undefined) && (missing0 = "state_until"))) || ((data.provider === undefined) && (missing0 = "provider"))) || ((data.standby_provider === undefined) && (missing0 = "standby_provider"))) || ((data.answered === undefined) && (missing0 = "answered"))) || ((data.timeouts === undefined) && (missing0 = "timeouts"))) || ((data.failed === undefined) && (missing0 = "failed"))) || ((data.refused === undefined) && (missing0 = "refused"))) || ((data.p95_seconds === undefined) && (missing0 = "p95_seconds"))) || ((data.deadline_used_p95 === undefined) && (missing0 = "deadline_used_p95"))) || ((data.inflight === undefined) && (missing0 = "inflight"))) || ((data.in_a_row === undefined) && (missing0 = "in_a_row"))) || ((data.pictures === undefined) && (missing0 = "pictures"))){
validate63.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema110.properties, key0))){
validate63.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
let data0 = data.id;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate63.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data0 === "slot-001") || (data0 === "slot-002")) || (data0 === "slot-003")) || (data0 === "slot-004")) || (data0 === "slot-005")) || (data0 === "slot-006")) || (data0 === "slot-007")) || (data0 === "slot-008")) || (data0 === "slot-009")) || (data0 === "slot-010")) || (data0 === "slot-011")) || (data0 === "slot-012")) || (data0 === "slot-013")) || (data0 === "slot-014")) || (data0 === "slot-015")) || (data0 === "slot-test"))){
validate63.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/enum",keyword:"enum",params:{allowedValues: schema110.properties.id.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data1 = data.version;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate63.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
validate63.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
let data2 = data.state;
const _errs6 = errors;
if(typeof data2 !== "string"){
validate63.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data2 === "active") || (data2 === "degraded")) || (data2 === "maintenance")) || (data2 === "tripped")) || (data2 === "probing"))){
validate63.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema110.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_by !== undefined){
let data3 = data.state_by;
const _errs8 = errors;
if(typeof data3 !== "string"){
validate63.errors = [{instancePath:instancePath+"/state_by",schemaPath:"#/properties/state_by/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data3 === "operator") || (data3 === "rule"))){
validate63.errors = [{instancePath:instancePath+"/state_by",schemaPath:"#/properties/state_by/enum",keyword:"enum",params:{allowedValues: schema110.properties.state_by.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_reason !== undefined){
const _errs10 = errors;
if(typeof data.state_reason !== "string"){
validate63.errors = [{instancePath:instancePath+"/state_reason",schemaPath:"#/properties/state_reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_since !== undefined){
let data5 = data.state_since;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(errors === _errs13){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
validate63.errors = [{instancePath:instancePath+"/state_since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate63.errors = [{instancePath:instancePath+"/state_since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state_until !== undefined){
let data6 = data.state_until;
const _errs15 = errors;
const _errs16 = errors;
let valid2 = false;
let passing0 = null;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(errors === _errs18){
if(typeof data6 === "string"){
if(!(formats0.validate(data6))){
const err0 = {instancePath:instancePath+"/state_until",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/state_until",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs17 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs20 = errors;
if(data6 !== null){
const err2 = {instancePath:instancePath+"/state_until",schemaPath:"#/properties/state_until/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs20 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err3 = {instancePath:instancePath+"/state_until",schemaPath:"#/properties/state_until/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate63.errors = vErrors;
return false;
}
else {
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.provider !== undefined){
let data7 = data.provider;
const _errs22 = errors;
if(typeof data7 !== "string"){
validate63.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data7 === "local") || (data7 === "http")) || (data7 === "gemini")) || (data7 === "openai")) || (data7 === "turbotext")) || (data7 === "fault"))){
validate63.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema110.properties.provider.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.standby_provider !== undefined){
let data8 = data.standby_provider;
const _errs24 = errors;
const _errs25 = errors;
let valid4 = false;
let passing1 = null;
const _errs26 = errors;
if(typeof data8 !== "string"){
const err4 = {instancePath:instancePath+"/standby_provider",schemaPath:"#/properties/standby_provider/oneOf/0/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!((((((data8 === "local") || (data8 === "http")) || (data8 === "gemini")) || (data8 === "openai")) || (data8 === "turbotext")) || (data8 === "fault"))){
const err5 = {instancePath:instancePath+"/standby_provider",schemaPath:"#/properties/standby_provider/oneOf/0/enum",keyword:"enum",params:{allowedValues: schema110.properties.standby_provider.oneOf[0].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var _valid1 = _errs26 === errors;
if(_valid1){
valid4 = true;
passing1 = 0;
}
const _errs28 = errors;
if(data8 !== null){
const err6 = {instancePath:instancePath+"/standby_provider",schemaPath:"#/properties/standby_provider/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid1 = _errs28 === errors;
if(_valid1 && valid4){
valid4 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid4 = true;
passing1 = 1;
}
}
if(!valid4){
const err7 = {instancePath:instancePath+"/standby_provider",schemaPath:"#/properties/standby_provider/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate63.errors = vErrors;
return false;
}
else {
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.answered !== undefined){
let data9 = data.answered;
const _errs30 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate63.errors = [{instancePath:instancePath+"/answered",schemaPath:"#/properties/answered/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs30){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate63.errors = [{instancePath:instancePath+"/answered",schemaPath:"#/properties/answered/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timeouts !== undefined){
let data10 = data.timeouts;
const _errs32 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate63.errors = [{instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs32){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
validate63.errors = [{instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.failed !== undefined){
let data11 = data.failed;
const _errs34 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate63.errors = [{instancePath:instancePath+"/failed",schemaPath:"#/properties/failed/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs34){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate63.errors = [{instancePath:instancePath+"/failed",schemaPath:"#/properties/failed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs34 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.refused !== undefined){
let data12 = data.refused;
const _errs36 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate63.errors = [{instancePath:instancePath+"/refused",schemaPath:"#/properties/refused/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs36){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
validate63.errors = [{instancePath:instancePath+"/refused",schemaPath:"#/properties/refused/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.p95_seconds !== undefined){
let data13 = data.p95_seconds;
const _errs38 = errors;
if((!((typeof data13 == "number") && (isFinite(data13)))) && (data13 !== null)){
validate63.errors = [{instancePath:instancePath+"/p95_seconds",schemaPath:"#/properties/p95_seconds/type",keyword:"type",params:{type: schema110.properties.p95_seconds.type},message:"must be number,null"}];
return false;
}
if(errors === _errs38){
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
validate63.errors = [{instancePath:instancePath+"/p95_seconds",schemaPath:"#/properties/p95_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs38 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.deadline_used_p95 !== undefined){
let data14 = data.deadline_used_p95;
const _errs40 = errors;
if((!((typeof data14 == "number") && (isFinite(data14)))) && (data14 !== null)){
validate63.errors = [{instancePath:instancePath+"/deadline_used_p95",schemaPath:"#/properties/deadline_used_p95/type",keyword:"type",params:{type: schema110.properties.deadline_used_p95.type},message:"must be number,null"}];
return false;
}
if(errors === _errs40){
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
validate63.errors = [{instancePath:instancePath+"/deadline_used_p95",schemaPath:"#/properties/deadline_used_p95/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs40 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inflight !== undefined){
let data15 = data.inflight;
const _errs42 = errors;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
validate63.errors = [{instancePath:instancePath+"/inflight",schemaPath:"#/properties/inflight/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs42){
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
validate63.errors = [{instancePath:instancePath+"/inflight",schemaPath:"#/properties/inflight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs42 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.in_a_row !== undefined){
let data16 = data.in_a_row;
const _errs44 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate63.errors = [{instancePath:instancePath+"/in_a_row",schemaPath:"#/properties/in_a_row/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs44){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 3 || isNaN(data16)){
validate63.errors = [{instancePath:instancePath+"/in_a_row",schemaPath:"#/properties/in_a_row/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3"}];
return false;
}
else {
if(data16 < 0 || isNaN(data16)){
validate63.errors = [{instancePath:instancePath+"/in_a_row",schemaPath:"#/properties/in_a_row/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs44 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.pictures !== undefined){
let data17 = data.pictures;
const _errs46 = errors;
if(errors === _errs46){
if(Array.isArray(data17)){
if(data17.length > 3){
validate63.errors = [{instancePath:instancePath+"/pictures",schemaPath:"#/properties/pictures/maxItems",keyword:"maxItems",params:{limit: 3},message:"must NOT have more than 3 items"}];
return false;
}
else {
var valid5 = true;
const len0 = data17.length;
for(let i0=0; i0<len0; i0++){
let data18 = data17[i0];
const _errs48 = errors;
const _errs49 = errors;
if(errors === _errs49){
if(typeof data18 === "string"){
if(!pattern0.test(data18)){
validate63.errors = [{instancePath:instancePath+"/pictures/" + i0,schemaPath:"#/components/schemas/JobId/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{32}$"},message:"must match pattern \""+"^[0-9a-f]{32}$"+"\""}];
return false;
}
}
else {
validate63.errors = [{instancePath:instancePath+"/pictures/" + i0,schemaPath:"#/components/schemas/JobId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs48 === errors;
if(!valid5){
break;
}
}
}
}
else {
validate63.errors = [{instancePath:instancePath+"/pictures",schemaPath:"#/properties/pictures/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate63.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate63.errors = vErrors;
return errors === 0;
}
validate63.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateStatus = validate64;
const schema119 = {"type":"object","required":["status","notice"],"properties":{"status":{"type":"string","enum":["ok","degraded","unavailable"],"description":"ok while every active slot edits; degraded when some do not; unavailable when none does."},"notice":{"oneOf":[{"type":"object","required":["text","since"],"properties":{"text":{"type":"string"},"since":{"$ref":"#/components/schemas/Time"}},"additionalProperties":false},{"type":"null"}]}}};

function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate64.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.status === undefined) && (missing0 = "status")) || ((data.notice === undefined) && (missing0 = "notice"))){
validate64.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.status !== undefined){
let data0 = data.status;
const _errs1 = errors;
if(typeof data0 !== "string"){
validate64.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data0 === "ok") || (data0 === "degraded")) || (data0 === "unavailable"))){
validate64.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema119.properties.status.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.notice !== undefined){
let data1 = data.notice;
const _errs3 = errors;
const _errs4 = errors;
let valid1 = false;
let passing0 = null;
const _errs5 = errors;
if(errors === _errs5){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if(((data1.text === undefined) && (missing1 = "text")) || ((data1.since === undefined) && (missing1 = "since"))){
const err0 = {instancePath:instancePath+"/notice",schemaPath:"#/properties/notice/oneOf/0/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
const _errs7 = errors;
for(const key0 in data1){
if(!((key0 === "text") || (key0 === "since"))){
const err1 = {instancePath:instancePath+"/notice",schemaPath:"#/properties/notice/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
break;
}
}
if(_errs7 === errors){
if(data1.text !== undefined){
const _errs8 = errors;
if(typeof data1.text !== "string"){
const err2 = {instancePath:instancePath+"/notice/text",schemaPath:"#/properties/notice/oneOf/0/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var valid2 = _errs8 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data1.since !== undefined){
let data3 = data1.since;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(errors === _errs11){
if(typeof data3 === "string"){
if(!(formats0.validate(data3))){
const err3 = {instancePath:instancePath+"/notice/since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/notice/since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
var valid2 = _errs10 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
const err5 = {instancePath:instancePath+"/notice",schemaPath:"#/properties/notice/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs13 = errors;
if(data1 !== null){
const err6 = {instancePath:instancePath+"/notice",schemaPath:"#/properties/notice/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs13 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
}
if(!valid1){
const err7 = {instancePath:instancePath+"/notice",schemaPath:"#/properties/notice/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate64.errors = vErrors;
return false;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate64.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate64.errors = vErrors;
return errors === 0;
}
validate64.evaluated = {"props":{"status":true,"notice":true},"dynamicProps":false,"dynamicItems":false};

export const validateAlertList = validate65;
const schema121 = {"type":"object","required":["watching_since","evaluated_at","alerts"],"properties":{"watching_since":{"$ref":"#/components/schemas/Time","description":"This process knows of nothing before. Silence since a moment ago is no health."},"evaluated_at":{"$ref":"#/components/schemas/Time"},"alerts":{"type":"array","items":{"$ref":"#/components/schemas/Alert"}}},"additionalProperties":false};

function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate65.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.watching_since === undefined) && (missing0 = "watching_since")) || ((data.evaluated_at === undefined) && (missing0 = "evaluated_at"))) || ((data.alerts === undefined) && (missing0 = "alerts"))){
validate65.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "watching_since") || (key0 === "evaluated_at")) || (key0 === "alerts"))){
validate65.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.watching_since !== undefined){
let data0 = data.watching_since;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(errors === _errs3){
if(typeof data0 === "string"){
if(!(formats0.validate(data0))){
validate65.errors = [{instancePath:instancePath+"/watching_since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate65.errors = [{instancePath:instancePath+"/watching_since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.evaluated_at !== undefined){
let data1 = data.evaluated_at;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(errors === _errs6){
if(typeof data1 === "string"){
if(!(formats0.validate(data1))){
validate65.errors = [{instancePath:instancePath+"/evaluated_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate65.errors = [{instancePath:instancePath+"/evaluated_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.alerts !== undefined){
let data2 = data.alerts;
const _errs8 = errors;
if(errors === _errs8){
if(Array.isArray(data2)){
var valid3 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
const _errs10 = errors;
if(!(validate58(data2[i0], {instancePath:instancePath+"/alerts/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
var valid3 = _errs10 === errors;
if(!valid3){
break;
}
}
}
else {
validate65.errors = [{instancePath:instancePath+"/alerts",schemaPath:"#/properties/alerts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate65.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate65.errors = vErrors;
return errors === 0;
}
validate65.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateAlert = validate67;

function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate67.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((data.name === undefined) && (missing0 = "name")) || ((data.severity === undefined) && (missing0 = "severity"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.since === undefined) && (missing0 = "since"))) || ((data.value === undefined) && (missing0 = "value"))) || ((data.labels === undefined) && (missing0 = "labels"))) || ((data.summary === undefined) && (missing0 = "summary"))) || ((data.action === undefined) && (missing0 = "action"))) || ((data.playbook === undefined) && (missing0 = "playbook"))) || ((data.suggestions === undefined) && (missing0 = "suggestions"))){
validate67.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema107.properties, key0))){
validate67.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate67.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.severity !== undefined){
let data1 = data.severity;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate67.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data1 === "page") || (data1 === "ticket"))){
validate67.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema107.properties.severity.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
let data2 = data.state;
const _errs6 = errors;
if(typeof data2 !== "string"){
validate67.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data2 === "firing") || (data2 === "pending")) || (data2 === "inactive")) || (data2 === "unknown"))){
validate67.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema107.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs8 = errors;
if((typeof data3 !== "string") && (data3 !== null)){
validate67.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: schema107.properties.needs.type},message:"must be string,null"}];
return false;
}
if(!((data3 === "prometheus") || (data3 === null))){
validate67.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/enum",keyword:"enum",params:{allowedValues: schema107.properties.needs.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data4 = data.reason;
const _errs10 = errors;
if((typeof data4 !== "string") && (data4 !== null)){
validate67.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: schema107.properties.reason.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.since !== undefined){
let data5 = data.since;
const _errs12 = errors;
const _errs13 = errors;
let valid1 = false;
let passing0 = null;
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(errors === _errs15){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
const err0 = {instancePath:instancePath+"/since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs14 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs17 = errors;
if(data5 !== null){
const err2 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/oneOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs17 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
}
if(!valid1){
const err3 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate67.errors = vErrors;
return false;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.value !== undefined){
let data6 = data.value;
const _errs19 = errors;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (data6 !== null)){
validate67.errors = [{instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: schema107.properties.value.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.labels !== undefined){
let data7 = data.labels;
const _errs21 = errors;
if(errors === _errs21){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
const _errs24 = errors;
if(typeof data7[key1] !== "string"){
validate67.errors = [{instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs24 === errors;
if(!valid3){
break;
}
}
}
else {
validate67.errors = [{instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.summary !== undefined){
let data9 = data.summary;
const _errs26 = errors;
if((typeof data9 !== "string") && (data9 !== null)){
validate67.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: schema107.properties.summary.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs26 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.action !== undefined){
const _errs28 = errors;
if(typeof data.action !== "string"){
validate67.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.playbook !== undefined){
const _errs30 = errors;
if(typeof data.playbook !== "string"){
validate67.errors = [{instancePath:instancePath+"/playbook",schemaPath:"#/properties/playbook/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.suggestions !== undefined){
let data12 = data.suggestions;
const _errs32 = errors;
if(errors === _errs32){
if(Array.isArray(data12)){
var valid4 = true;
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
let data13 = data12[i0];
const _errs34 = errors;
const _errs35 = errors;
if(errors === _errs35){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
let missing1;
if(((((data13.type === undefined) && (missing1 = "type")) || ((data13.params === undefined) && (missing1 = "params"))) || ((data13.revert_after_minutes === undefined) && (missing1 = "revert_after_minutes"))) || ((data13.effect === undefined) && (missing1 = "effect"))){
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs37 = errors;
for(const key2 in data13){
if(!((((key2 === "type") || (key2 === "params")) || (key2 === "revert_after_minutes")) || (key2 === "effect"))){
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs37 === errors){
if(data13.type !== undefined){
let data14 = data13.type;
const _errs38 = errors;
if(typeof data14 !== "string"){
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/type",schemaPath:"#/components/schemas/Suggestion/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((data14 === "t_sync_response.set") || (data14 === "parallelism.set")) || (data14 === "ttl.set")) || (data14 === "slot.maintenance")) || (data14 === "slot.activate")) || (data14 === "provider.failover")) || (data14 === "cleanup.run")) || (data14 === "notice.set"))){
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/type",schemaPath:"#/components/schemas/Suggestion/properties/type/enum",keyword:"enum",params:{allowedValues: schema109.properties.type.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid6 = _errs38 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.params !== undefined){
let data15 = data13.params;
const _errs40 = errors;
if(errors === _errs40){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
let data16 = data15[key3];
const _errs43 = errors;
if((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))){
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/params/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/Suggestion/properties/params/additionalProperties/type",keyword:"type",params:{type: schema109.properties.params.additionalProperties.type},message:"must be string,number"}];
return false;
}
var valid7 = _errs43 === errors;
if(!valid7){
break;
}
}
}
else {
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/params",schemaPath:"#/components/schemas/Suggestion/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs40 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.revert_after_minutes !== undefined){
let data17 = data13.revert_after_minutes;
const _errs45 = errors;
if((!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))) && (data17 !== null)){
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/revert_after_minutes",schemaPath:"#/components/schemas/Suggestion/properties/revert_after_minutes/type",keyword:"type",params:{type: schema109.properties.revert_after_minutes.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs45){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/revert_after_minutes",schemaPath:"#/components/schemas/Suggestion/properties/revert_after_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid6 = _errs45 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.effect !== undefined){
const _errs47 = errors;
if(typeof data13.effect !== "string"){
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/effect",schemaPath:"#/components/schemas/Suggestion/properties/effect/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs47 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
}
}
else {
validate67.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid4 = _errs34 === errors;
if(!valid4){
break;
}
}
}
else {
validate67.errors = [{instancePath:instancePath+"/suggestions",schemaPath:"#/properties/suggestions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate67.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate67.errors = vErrors;
return errors === 0;
}
validate67.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSuggestion = validate68;

function validate68(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate68.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.type === undefined) && (missing0 = "type")) || ((data.params === undefined) && (missing0 = "params"))) || ((data.revert_after_minutes === undefined) && (missing0 = "revert_after_minutes"))) || ((data.effect === undefined) && (missing0 = "effect"))){
validate68.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "params")) || (key0 === "revert_after_minutes")) || (key0 === "effect"))){
validate68.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
let data0 = data.type;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate68.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((data0 === "t_sync_response.set") || (data0 === "parallelism.set")) || (data0 === "ttl.set")) || (data0 === "slot.maintenance")) || (data0 === "slot.activate")) || (data0 === "provider.failover")) || (data0 === "cleanup.run")) || (data0 === "notice.set"))){
validate68.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema109.properties.type.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.params !== undefined){
let data1 = data.params;
const _errs4 = errors;
if(errors === _errs4){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
let data2 = data1[key1];
const _errs7 = errors;
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
validate68.errors = [{instancePath:instancePath+"/params/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/params/additionalProperties/type",keyword:"type",params:{type: schema109.properties.params.additionalProperties.type},message:"must be string,number"}];
return false;
}
var valid1 = _errs7 === errors;
if(!valid1){
break;
}
}
}
else {
validate68.errors = [{instancePath:instancePath+"/params",schemaPath:"#/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.revert_after_minutes !== undefined){
let data3 = data.revert_after_minutes;
const _errs9 = errors;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
validate68.errors = [{instancePath:instancePath+"/revert_after_minutes",schemaPath:"#/properties/revert_after_minutes/type",keyword:"type",params:{type: schema109.properties.revert_after_minutes.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs9){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate68.errors = [{instancePath:instancePath+"/revert_after_minutes",schemaPath:"#/properties/revert_after_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.effect !== undefined){
const _errs11 = errors;
if(typeof data.effect !== "string"){
validate68.errors = [{instancePath:instancePath+"/effect",schemaPath:"#/properties/effect/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate68.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate68.errors = vErrors;
return errors === 0;
}
validate68.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSignIn = validate69;
const schema128 = {"type":"object","required":["name","password"],"properties":{"name":{"type":"string","minLength":1,"maxLength":64,"description":"Name of the account."},"password":{"type":"string","minLength":1,"maxLength":1024}},"additionalProperties":false};

function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate69.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.name === undefined) && (missing0 = "name")) || ((data.password === undefined) && (missing0 = "password"))){
validate69.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "name") || (key0 === "password"))){
validate69.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 64){
validate69.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate69.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate69.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.password !== undefined){
let data1 = data.password;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func2(data1) > 1024){
validate69.errors = [{instancePath:instancePath+"/password",schemaPath:"#/properties/password/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"}];
return false;
}
else {
if(func2(data1) < 1){
validate69.errors = [{instancePath:instancePath+"/password",schemaPath:"#/properties/password/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate69.errors = [{instancePath:instancePath+"/password",schemaPath:"#/properties/password/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate69.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate69.errors = vErrors;
return errors === 0;
}
validate69.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSession = validate70;
const schema129 = {"type":"object","required":["name","via","expires_at"],"properties":{"name":{"type":"string","description":"Name of the account or of the token."},"via":{"type":"string","enum":["session","token"]},"expires_at":{"type":"string","format":"date-time","description":"When it ends; a session that is used lasts longer, up to 12 hours after the sign-in."}},"additionalProperties":false};

function validate70(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate70.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.name === undefined) && (missing0 = "name")) || ((data.via === undefined) && (missing0 = "via"))) || ((data.expires_at === undefined) && (missing0 = "expires_at"))){
validate70.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "name") || (key0 === "via")) || (key0 === "expires_at"))){
validate70.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate70.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.via !== undefined){
let data1 = data.via;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate70.errors = [{instancePath:instancePath+"/via",schemaPath:"#/properties/via/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data1 === "session") || (data1 === "token"))){
validate70.errors = [{instancePath:instancePath+"/via",schemaPath:"#/properties/via/enum",keyword:"enum",params:{allowedValues: schema129.properties.via.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expires_at !== undefined){
let data2 = data.expires_at;
const _errs6 = errors;
if(errors === _errs6){
if(errors === _errs6){
if(typeof data2 === "string"){
if(!(formats0.validate(data2))){
validate70.errors = [{instancePath:instancePath+"/expires_at",schemaPath:"#/properties/expires_at/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate70.errors = [{instancePath:instancePath+"/expires_at",schemaPath:"#/properties/expires_at/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate70.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate70.errors = vErrors;
return errors === 0;
}
validate70.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateTokenName = validate71;
const schema130 = {"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,62}$","description":"Small letters, digits, dots and dashes."};
const pattern16 = new RegExp("^[a-z0-9][a-z0-9._-]{0,62}$", "u");

function validate71(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate71.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(typeof data === "string"){
if(!pattern16.test(data)){
validate71.errors = [{instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,62}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,62}$"+"\""}];
return false;
}
}
else {
validate71.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate71.errors = vErrors;
return errors === 0;
}
validate71.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateNewToken = validate72;
const schema131 = {"type":"object","required":["name","expires_in_days","reason"],"properties":{"name":{"$ref":"#/components/schemas/TokenName"},"expires_in_days":{"type":"integer","minimum":1,"maximum":366},"reason":{"$ref":"#/components/schemas/Reason"}},"additionalProperties":false};

function validate72(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate72.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.name === undefined) && (missing0 = "name")) || ((data.expires_in_days === undefined) && (missing0 = "expires_in_days"))) || ((data.reason === undefined) && (missing0 = "reason"))){
validate72.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "name") || (key0 === "expires_in_days")) || (key0 === "reason"))){
validate72.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern16.test(data0)){
validate72.errors = [{instancePath:instancePath+"/name",schemaPath:"#/components/schemas/TokenName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,62}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,62}$"+"\""}];
return false;
}
}
else {
validate72.errors = [{instancePath:instancePath+"/name",schemaPath:"#/components/schemas/TokenName/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expires_in_days !== undefined){
let data1 = data.expires_in_days;
const _errs5 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate72.errors = [{instancePath:instancePath+"/expires_in_days",schemaPath:"#/properties/expires_in_days/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs5){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 366 || isNaN(data1)){
validate72.errors = [{instancePath:instancePath+"/expires_in_days",schemaPath:"#/properties/expires_in_days/maximum",keyword:"maximum",params:{comparison: "<=", limit: 366},message:"must be <= 366"}];
return false;
}
else {
if(data1 < 1 || isNaN(data1)){
validate72.errors = [{instancePath:instancePath+"/expires_in_days",schemaPath:"#/properties/expires_in_days/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data2 = data.reason;
const _errs7 = errors;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if(func2(data2) > 500){
validate72.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(func2(data2) < 1){
validate72.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern5.test(data2)){
validate72.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
}
}
else {
validate72.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/components/schemas/Reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate72.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate72.errors = vErrors;
return errors === 0;
}
validate72.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateToken = validate73;
const schema134 = {"type":"object","required":["name","created_at","created_by","expires_at","last_used_at","revoked_at"],"properties":{"name":{"$ref":"#/components/schemas/TokenName"},"created_at":{"type":"string","format":"date-time"},"created_by":{"type":"string","description":"operator:NAME or cli:USER."},"expires_at":{"type":"string","format":"date-time"},"last_used_at":{"type":["string","null"],"format":"date-time","description":"To the minute; null when it never was."},"revoked_at":{"type":["string","null"],"format":"date-time"}},"additionalProperties":false};

function validate73(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate73.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((data.name === undefined) && (missing0 = "name")) || ((data.created_at === undefined) && (missing0 = "created_at"))) || ((data.created_by === undefined) && (missing0 = "created_by"))) || ((data.expires_at === undefined) && (missing0 = "expires_at"))) || ((data.last_used_at === undefined) && (missing0 = "last_used_at"))) || ((data.revoked_at === undefined) && (missing0 = "revoked_at"))){
validate73.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "name") || (key0 === "created_at")) || (key0 === "created_by")) || (key0 === "expires_at")) || (key0 === "last_used_at")) || (key0 === "revoked_at"))){
validate73.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(!pattern16.test(data0)){
validate73.errors = [{instancePath:instancePath+"/name",schemaPath:"#/components/schemas/TokenName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,62}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,62}$"+"\""}];
return false;
}
}
else {
validate73.errors = [{instancePath:instancePath+"/name",schemaPath:"#/components/schemas/TokenName/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.created_at !== undefined){
let data1 = data.created_at;
const _errs5 = errors;
if(errors === _errs5){
if(errors === _errs5){
if(typeof data1 === "string"){
if(!(formats0.validate(data1))){
validate73.errors = [{instancePath:instancePath+"/created_at",schemaPath:"#/properties/created_at/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate73.errors = [{instancePath:instancePath+"/created_at",schemaPath:"#/properties/created_at/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.created_by !== undefined){
const _errs7 = errors;
if(typeof data.created_by !== "string"){
validate73.errors = [{instancePath:instancePath+"/created_by",schemaPath:"#/properties/created_by/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expires_at !== undefined){
let data3 = data.expires_at;
const _errs9 = errors;
if(errors === _errs9){
if(errors === _errs9){
if(typeof data3 === "string"){
if(!(formats0.validate(data3))){
validate73.errors = [{instancePath:instancePath+"/expires_at",schemaPath:"#/properties/expires_at/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate73.errors = [{instancePath:instancePath+"/expires_at",schemaPath:"#/properties/expires_at/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.last_used_at !== undefined){
let data4 = data.last_used_at;
const _errs11 = errors;
if((typeof data4 !== "string") && (data4 !== null)){
validate73.errors = [{instancePath:instancePath+"/last_used_at",schemaPath:"#/properties/last_used_at/type",keyword:"type",params:{type: schema134.properties.last_used_at.type},message:"must be string,null"}];
return false;
}
if(errors === _errs11){
if(errors === _errs11){
if(typeof data4 === "string"){
if(!(formats0.validate(data4))){
validate73.errors = [{instancePath:instancePath+"/last_used_at",schemaPath:"#/properties/last_used_at/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.revoked_at !== undefined){
let data5 = data.revoked_at;
const _errs13 = errors;
if((typeof data5 !== "string") && (data5 !== null)){
validate73.errors = [{instancePath:instancePath+"/revoked_at",schemaPath:"#/properties/revoked_at/type",keyword:"type",params:{type: schema134.properties.revoked_at.type},message:"must be string,null"}];
return false;
}
if(errors === _errs13){
if(errors === _errs13){
if(typeof data5 === "string"){
if(!(formats0.validate(data5))){
validate73.errors = [{instancePath:instancePath+"/revoked_at",schemaPath:"#/properties/revoked_at/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate73.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate73.errors = vErrors;
return errors === 0;
}
validate73.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateCreatedToken = validate74;
const schema136 = {"type":"object","required":["token","secret"],"properties":{"token":{"$ref":"#/components/schemas/Token"},"secret":{"type":"string","pattern":"^phc_[A-Za-z0-9_-]{43}$","description":"To be sent as Authorization: Bearer. Nobody can show it again."}},"additionalProperties":false};
const pattern20 = new RegExp("^phc_[A-Za-z0-9_-]{43}$", "u");

function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate74.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.token === undefined) && (missing0 = "token")) || ((data.secret === undefined) && (missing0 = "secret"))){
validate74.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "token") || (key0 === "secret"))){
validate74.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.token !== undefined){
const _errs2 = errors;
if(!(validate73(data.token, {instancePath:instancePath+"/token",parentData:data,parentDataProperty:"token",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
errors = vErrors.length;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.secret !== undefined){
let data1 = data.secret;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(!pattern20.test(data1)){
validate74.errors = [{instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/pattern",keyword:"pattern",params:{pattern: "^phc_[A-Za-z0-9_-]{43}$"},message:"must match pattern \""+"^phc_[A-Za-z0-9_-]{43}$"+"\""}];
return false;
}
}
else {
validate74.errors = [{instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate74.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate74.errors = vErrors;
return errors === 0;
}
validate74.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateTokenList = validate76;
const schema137 = {"type":"object","required":["tokens"],"properties":{"tokens":{"type":"array","items":{"$ref":"#/components/schemas/Token"}}},"additionalProperties":false};

function validate76(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate76.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.tokens === undefined) && (missing0 = "tokens")){
validate76.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "tokens")){
validate76.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.tokens !== undefined){
let data0 = data.tokens;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if(!(validate73(data0[i0], {instancePath:instancePath+"/tokens/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
errors = vErrors.length;
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate76.errors = [{instancePath:instancePath+"/tokens",schemaPath:"#/properties/tokens/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
}
}
else {
validate76.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate76.errors = vErrors;
return errors === 0;
}
validate76.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateHealth = validate78;
const schema138 = {"type":"object","required":["status","contract_version","checks"],"properties":{"status":{"type":"string","enum":["ok","degraded","unavailable"]},"contract_version":{"type":"string"},"checks":{"type":"array","items":{"$ref":"#/components/schemas/HealthCheck"}}},"additionalProperties":false};
const schema139 = {"type":"object","required":["name","status"],"properties":{"name":{"type":"string","description":"database, media, slots, drain, or provider: and its name."},"status":{"type":"string","enum":["ok","degraded","unavailable"]},"details":{"type":"string"}},"additionalProperties":false};

function validate78(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate78.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.status === undefined) && (missing0 = "status")) || ((data.contract_version === undefined) && (missing0 = "contract_version"))) || ((data.checks === undefined) && (missing0 = "checks"))){
validate78.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "status") || (key0 === "contract_version")) || (key0 === "checks"))){
validate78.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.status !== undefined){
let data0 = data.status;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate78.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data0 === "ok") || (data0 === "degraded")) || (data0 === "unavailable"))){
validate78.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema138.properties.status.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.contract_version !== undefined){
const _errs4 = errors;
if(typeof data.contract_version !== "string"){
validate78.errors = [{instancePath:instancePath+"/contract_version",schemaPath:"#/properties/contract_version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.checks !== undefined){
let data2 = data.checks;
const _errs6 = errors;
if(errors === _errs6){
if(Array.isArray(data2)){
var valid1 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs8 = errors;
const _errs9 = errors;
if(errors === _errs9){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if(((data3.name === undefined) && (missing1 = "name")) || ((data3.status === undefined) && (missing1 = "status"))){
validate78.errors = [{instancePath:instancePath+"/checks/" + i0,schemaPath:"#/components/schemas/HealthCheck/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs11 = errors;
for(const key1 in data3){
if(!(((key1 === "name") || (key1 === "status")) || (key1 === "details"))){
validate78.errors = [{instancePath:instancePath+"/checks/" + i0,schemaPath:"#/components/schemas/HealthCheck/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs11 === errors){
if(data3.name !== undefined){
const _errs12 = errors;
if(typeof data3.name !== "string"){
validate78.errors = [{instancePath:instancePath+"/checks/" + i0+"/name",schemaPath:"#/components/schemas/HealthCheck/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs12 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.status !== undefined){
let data5 = data3.status;
const _errs14 = errors;
if(typeof data5 !== "string"){
validate78.errors = [{instancePath:instancePath+"/checks/" + i0+"/status",schemaPath:"#/components/schemas/HealthCheck/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data5 === "ok") || (data5 === "degraded")) || (data5 === "unavailable"))){
validate78.errors = [{instancePath:instancePath+"/checks/" + i0+"/status",schemaPath:"#/components/schemas/HealthCheck/properties/status/enum",keyword:"enum",params:{allowedValues: schema139.properties.status.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid3 = _errs14 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.details !== undefined){
const _errs16 = errors;
if(typeof data3.details !== "string"){
validate78.errors = [{instancePath:instancePath+"/checks/" + i0+"/details",schemaPath:"#/components/schemas/HealthCheck/properties/details/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs16 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
else {
validate78.errors = [{instancePath:instancePath+"/checks/" + i0,schemaPath:"#/components/schemas/HealthCheck/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs8 === errors;
if(!valid1){
break;
}
}
}
else {
validate78.errors = [{instancePath:instancePath+"/checks",schemaPath:"#/properties/checks/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate78.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate78.errors = vErrors;
return errors === 0;
}
validate78.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateHealthCheck = validate79;

function validate79(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate79.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.name === undefined) && (missing0 = "name")) || ((data.status === undefined) && (missing0 = "status"))){
validate79.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "name") || (key0 === "status")) || (key0 === "details"))){
validate79.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate79.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.status !== undefined){
let data1 = data.status;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate79.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data1 === "ok") || (data1 === "degraded")) || (data1 === "unavailable"))){
validate79.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema139.properties.status.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.details !== undefined){
const _errs6 = errors;
if(typeof data.details !== "string"){
validate79.errors = [{instancePath:instancePath+"/details",schemaPath:"#/properties/details/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate79.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate79.errors = vErrors;
return errors === 0;
}
validate79.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateLiveness = validate80;
const schema141 = {"type":"object","required":["status"],"properties":{"status":{"type":"string","const":"ok"}},"additionalProperties":false};

function validate80(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate80.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.status === undefined) && (missing0 = "status")){
validate80.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "status")){
validate80.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.status !== undefined){
let data0 = data.status;
if(typeof data0 !== "string"){
validate80.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if("ok" !== data0){
validate80.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/const",keyword:"const",params:{allowedValue: "ok"},message:"must be equal to constant"}];
return false;
}
}
}
}
}
else {
validate80.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate80.errors = vErrors;
return errors === 0;
}
validate80.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateLocalSettings = validate81;
const schema142 = {"type":"object","description":"Settings of a slot with the provider local, which edits the photo on this machine.","properties":{"edit":{"type":"string","enum":["grayscale","tint","frame"],"default":"tint","description":"grayscale; a warm sepia-like tint; or the photo within a blurred frame of itself."},"caption":{"type":"string","maxLength":80,"description":"A line of text at the foot of the picture."},"max_edge":{"type":"integer","minimum":64,"maximum":8192,"default":2048,"description":"Longest edge of the result in pixels."}},"additionalProperties":false};

function validate81(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate81.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "edit") || (key0 === "caption")) || (key0 === "max_edge"))){
validate81.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.edit !== undefined){
let data0 = data.edit;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate81.errors = [{instancePath:instancePath+"/edit",schemaPath:"#/properties/edit/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data0 === "grayscale") || (data0 === "tint")) || (data0 === "frame"))){
validate81.errors = [{instancePath:instancePath+"/edit",schemaPath:"#/properties/edit/enum",keyword:"enum",params:{allowedValues: schema142.properties.edit.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.caption !== undefined){
let data1 = data.caption;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func2(data1) > 80){
validate81.errors = [{instancePath:instancePath+"/caption",schemaPath:"#/properties/caption/maxLength",keyword:"maxLength",params:{limit: 80},message:"must NOT have more than 80 characters"}];
return false;
}
}
else {
validate81.errors = [{instancePath:instancePath+"/caption",schemaPath:"#/properties/caption/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.max_edge !== undefined){
let data2 = data.max_edge;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate81.errors = [{instancePath:instancePath+"/max_edge",schemaPath:"#/properties/max_edge/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 8192 || isNaN(data2)){
validate81.errors = [{instancePath:instancePath+"/max_edge",schemaPath:"#/properties/max_edge/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8192},message:"must be <= 8192"}];
return false;
}
else {
if(data2 < 64 || isNaN(data2)){
validate81.errors = [{instancePath:instancePath+"/max_edge",schemaPath:"#/properties/max_edge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 64},message:"must be >= 64"}];
return false;
}
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate81.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate81.errors = vErrors;
return errors === 0;
}
validate81.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateFaultSettings = validate82;
const schema143 = {"type":"object","description":"Settings of a slot with the provider fault, which fails on purpose. Refused in production.","properties":{"fault":{"type":"string","enum":["none","delay","error","hang","no_image","garbage","reject"],"default":"none","description":"none and delay give an edited picture; error is a failed call; hang never answers; no_image answers without a picture; garbage answers with bytes that are none; reject refuses the photo."},"delay_ms":{"type":"integer","minimum":0,"maximum":600000,"default":0,"description":"Wait before the fault."},"share":{"type":"number","minimum":0,"maximum":1,"default":1,"description":"Which share of the calls meets the fault, by chance; the others give an edited picture."}},"additionalProperties":false};

function validate82(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate82.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "fault") || (key0 === "delay_ms")) || (key0 === "share"))){
validate82.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.fault !== undefined){
let data0 = data.fault;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate82.errors = [{instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((((data0 === "none") || (data0 === "delay")) || (data0 === "error")) || (data0 === "hang")) || (data0 === "no_image")) || (data0 === "garbage")) || (data0 === "reject"))){
validate82.errors = [{instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/enum",keyword:"enum",params:{allowedValues: schema143.properties.fault.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.delay_ms !== undefined){
let data1 = data.delay_ms;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate82.errors = [{instancePath:instancePath+"/delay_ms",schemaPath:"#/properties/delay_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 600000 || isNaN(data1)){
validate82.errors = [{instancePath:instancePath+"/delay_ms",schemaPath:"#/properties/delay_ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000},message:"must be <= 600000"}];
return false;
}
else {
if(data1 < 0 || isNaN(data1)){
validate82.errors = [{instancePath:instancePath+"/delay_ms",schemaPath:"#/properties/delay_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.share !== undefined){
let data2 = data.share;
const _errs6 = errors;
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 1 || isNaN(data2)){
validate82.errors = [{instancePath:instancePath+"/share",schemaPath:"#/properties/share/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1"}];
return false;
}
else {
if(data2 < 0 || isNaN(data2)){
validate82.errors = [{instancePath:instancePath+"/share",schemaPath:"#/properties/share/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate82.errors = [{instancePath:instancePath+"/share",schemaPath:"#/properties/share/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate82.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate82.errors = vErrors;
return errors === 0;
}
validate82.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateTurbotextSettings = validate83;
const schema144 = {"type":"object","description":"Settings of a slot with the provider turbotext, which puts the photo into a queue and is asked for the picture. What is left out is left to Turbotext.","required":["operation"],"properties":{"operation":{"type":"string","enum":["image2image","mix","deepfake"],"description":"image2image edits the photo as content says; mix brings the style of second_image_url into it; deepfake puts the face of second_image_url into it."},"content":{"type":"string","minLength":1,"maxLength":4000,"description":"What to do with the photo. image2image needs it."},"second_image_url":{"type":"string","pattern":"^https?://","maxLength":2048,"description":"Address at which Turbotext finds the picture whose style or face is used. mix and deepfake need it."},"strength":{"type":"integer","minimum":0,"maximum":80,"description":"How much the photo is changed; Turbotext takes 40."},"seed":{"type":"integer","minimum":1,"maximum":10000000000,"description":"The same seed gives the same picture."},"scale":{"type":"number","minimum":0.1,"maximum":20,"description":"How closely content is followed; Turbotext takes 7.5."},"negative_prompt":{"type":"string","minLength":1,"maxLength":1000,"description":"What the picture shall not show; at most 80 words."},"original_language":{"type":"string","pattern":"^[a-z]{2,3}$","description":"Language of content; Turbotext takes ru."},"user_id":{"type":"integer","minimum":1,"description":"Number of the account's user at Turbotext; it takes 1."},"face_restore":{"type":"boolean","description":"Whether deepfake mends the face afterwards."},"poll_ms":{"type":"integer","minimum":500,"maximum":10000,"default":2500,"description":"Milliseconds between two questions for the picture."},"download_hosts":{"type":"array","items":{"type":"string","pattern":"^[a-z0-9.-]+(:[0-9]{1,5})?$","maxLength":253},"maxItems":16,"description":"Hosts beside that of TURBOTEXT_BASE_URL from which a picture may be fetched; they never get the key."}},"allOf":[{"if":{"properties":{"operation":{"const":"image2image"}},"required":["operation"]},"then":{"required":["content"]}},{"if":{"properties":{"operation":{"enum":["mix","deepfake"]}},"required":["operation"]},"then":{"required":["second_image_url"]}}],"additionalProperties":false};
const pattern21 = new RegExp("^https?://", "u");
const pattern22 = new RegExp("^[a-z]{2,3}$", "u");
const pattern23 = new RegExp("^[a-z0-9.-]+(:[0-9]{1,5})?$", "u");

function validate83(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate83.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.operation === undefined) && (missing0 = "operation")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(data.operation !== undefined){
if("image2image" !== data.operation){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.content === undefined) && (missing1 = "content")){
validate83.errors = [{instancePath,schemaPath:"#/allOf/0/then/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
}
var _valid0 = _errs5 === errors;
valid1 = _valid0;
}
if(!valid1){
const err2 = {instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
validate83.errors = vErrors;
return false;
}
var valid0 = _errs1 === errors;
if(valid0){
const _errs6 = errors;
const _errs7 = errors;
let valid3 = true;
const _errs8 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if((data.operation === undefined) && (missing2 = "operation")){
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
else {
if(data.operation !== undefined){
let data1 = data.operation;
if(!((data1 === "mix") || (data1 === "deepfake"))){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
var _valid1 = _errs8 === errors;
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs10 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if((data.second_image_url === undefined) && (missing3 = "second_image_url")){
validate83.errors = [{instancePath,schemaPath:"#/allOf/1/then/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
}
var _valid1 = _errs10 === errors;
valid3 = _valid1;
}
if(!valid3){
const err5 = {instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
validate83.errors = vErrors;
return false;
}
var valid0 = _errs6 === errors;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if((data.operation === undefined) && (missing4 = "operation")){
validate83.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs11 = errors;
for(const key0 in data){
if(!(func0.call(schema144.properties, key0))){
validate83.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs11 === errors){
if(data.operation !== undefined){
let data2 = data.operation;
const _errs12 = errors;
if(typeof data2 !== "string"){
validate83.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data2 === "image2image") || (data2 === "mix")) || (data2 === "deepfake"))){
validate83.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/enum",keyword:"enum",params:{allowedValues: schema144.properties.operation.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs12 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.content !== undefined){
let data3 = data.content;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data3 === "string"){
if(func2(data3) > 4000){
validate83.errors = [{instancePath:instancePath+"/content",schemaPath:"#/properties/content/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
else {
if(func2(data3) < 1){
validate83.errors = [{instancePath:instancePath+"/content",schemaPath:"#/properties/content/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate83.errors = [{instancePath:instancePath+"/content",schemaPath:"#/properties/content/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs14 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.second_image_url !== undefined){
let data4 = data.second_image_url;
const _errs16 = errors;
if(errors === _errs16){
if(typeof data4 === "string"){
if(func2(data4) > 2048){
validate83.errors = [{instancePath:instancePath+"/second_image_url",schemaPath:"#/properties/second_image_url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"}];
return false;
}
else {
if(!pattern21.test(data4)){
validate83.errors = [{instancePath:instancePath+"/second_image_url",schemaPath:"#/properties/second_image_url/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""}];
return false;
}
}
}
else {
validate83.errors = [{instancePath:instancePath+"/second_image_url",schemaPath:"#/properties/second_image_url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs16 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.strength !== undefined){
let data5 = data.strength;
const _errs18 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate83.errors = [{instancePath:instancePath+"/strength",schemaPath:"#/properties/strength/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs18){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 80 || isNaN(data5)){
validate83.errors = [{instancePath:instancePath+"/strength",schemaPath:"#/properties/strength/maximum",keyword:"maximum",params:{comparison: "<=", limit: 80},message:"must be <= 80"}];
return false;
}
else {
if(data5 < 0 || isNaN(data5)){
validate83.errors = [{instancePath:instancePath+"/strength",schemaPath:"#/properties/strength/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid5 = _errs18 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.seed !== undefined){
let data6 = data.seed;
const _errs20 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate83.errors = [{instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs20){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 10000000000 || isNaN(data6)){
validate83.errors = [{instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000000000},message:"must be <= 10000000000"}];
return false;
}
else {
if(data6 < 1 || isNaN(data6)){
validate83.errors = [{instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid5 = _errs20 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.scale !== undefined){
let data7 = data.scale;
const _errs22 = errors;
if(errors === _errs22){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 20 || isNaN(data7)){
validate83.errors = [{instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20},message:"must be <= 20"}];
return false;
}
else {
if(data7 < 0.1 || isNaN(data7)){
validate83.errors = [{instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1},message:"must be >= 0.1"}];
return false;
}
}
}
else {
validate83.errors = [{instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid5 = _errs22 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.negative_prompt !== undefined){
let data8 = data.negative_prompt;
const _errs24 = errors;
if(errors === _errs24){
if(typeof data8 === "string"){
if(func2(data8) > 1000){
validate83.errors = [{instancePath:instancePath+"/negative_prompt",schemaPath:"#/properties/negative_prompt/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters"}];
return false;
}
else {
if(func2(data8) < 1){
validate83.errors = [{instancePath:instancePath+"/negative_prompt",schemaPath:"#/properties/negative_prompt/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate83.errors = [{instancePath:instancePath+"/negative_prompt",schemaPath:"#/properties/negative_prompt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.original_language !== undefined){
let data9 = data.original_language;
const _errs26 = errors;
if(errors === _errs26){
if(typeof data9 === "string"){
if(!pattern22.test(data9)){
validate83.errors = [{instancePath:instancePath+"/original_language",schemaPath:"#/properties/original_language/pattern",keyword:"pattern",params:{pattern: "^[a-z]{2,3}$"},message:"must match pattern \""+"^[a-z]{2,3}$"+"\""}];
return false;
}
}
else {
validate83.errors = [{instancePath:instancePath+"/original_language",schemaPath:"#/properties/original_language/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs26 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.user_id !== undefined){
let data10 = data.user_id;
const _errs28 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate83.errors = [{instancePath:instancePath+"/user_id",schemaPath:"#/properties/user_id/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs28){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
validate83.errors = [{instancePath:instancePath+"/user_id",schemaPath:"#/properties/user_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid5 = _errs28 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.face_restore !== undefined){
const _errs30 = errors;
if(typeof data.face_restore !== "boolean"){
validate83.errors = [{instancePath:instancePath+"/face_restore",schemaPath:"#/properties/face_restore/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid5 = _errs30 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.poll_ms !== undefined){
let data12 = data.poll_ms;
const _errs32 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate83.errors = [{instancePath:instancePath+"/poll_ms",schemaPath:"#/properties/poll_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs32){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 10000 || isNaN(data12)){
validate83.errors = [{instancePath:instancePath+"/poll_ms",schemaPath:"#/properties/poll_ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data12 < 500 || isNaN(data12)){
validate83.errors = [{instancePath:instancePath+"/poll_ms",schemaPath:"#/properties/poll_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 500},message:"must be >= 500"}];
return false;
}
}
}
}
var valid5 = _errs32 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.download_hosts !== undefined){
let data13 = data.download_hosts;
const _errs34 = errors;
if(errors === _errs34){
if(Array.isArray(data13)){
if(data13.length > 16){
validate83.errors = [{instancePath:instancePath+"/download_hosts",schemaPath:"#/properties/download_hosts/maxItems",keyword:"maxItems",params:{limit: 16},message:"must NOT have more than 16 items"}];
return false;
}
else {
var valid6 = true;
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
const _errs36 = errors;
if(errors === _errs36){
if(typeof data14 === "string"){
if(func2(data14) > 253){
validate83.errors = [{instancePath:instancePath+"/download_hosts/" + i0,schemaPath:"#/properties/download_hosts/items/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters"}];
return false;
}
else {
if(!pattern23.test(data14)){
validate83.errors = [{instancePath:instancePath+"/download_hosts/" + i0,schemaPath:"#/properties/download_hosts/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9.-]+(:[0-9]{1,5})?$"},message:"must match pattern \""+"^[a-z0-9.-]+(:[0-9]{1,5})?$"+"\""}];
return false;
}
}
}
else {
validate83.errors = [{instancePath:instancePath+"/download_hosts/" + i0,schemaPath:"#/properties/download_hosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid6 = _errs36 === errors;
if(!valid6){
break;
}
}
}
}
else {
validate83.errors = [{instancePath:instancePath+"/download_hosts",schemaPath:"#/properties/download_hosts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs34 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate83.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate83.errors = vErrors;
return errors === 0;
}
validate83.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateHttpSettings = validate84;
const schema145 = {"type":"object","description":"Settings of a slot with the provider http, an endpoint of your own. It gets the photo in a POST with X-Job-Id, Idempotency-Key, X-Deadline-Ms and X-Signature, which src/providers/http-request.ts shows how to check. It answers 200 with image/* or with JSON that has image_b64 or url; 202 with poll_url, at the same origin, and after_ms; or an error status with {error: {code, retryable, message}}, whose code content_rejected, or the status 422, refuses the photo.","required":["url"],"properties":{"url":{"type":"string","pattern":"^https?://","maxLength":2048,"description":"Address of the endpoint; https, unless it is private and PROVIDER_PRIVATE_ADDRESSES allows that."},"prompt":{"type":"string","maxLength":32000,"description":"What to do with the photo."},"params":{"type":"object","maxProperties":64,"description":"Anything else that the endpoint wants to know."},"encoding":{"type":"string","enum":["multipart","json"],"default":"multipart","description":"multipart sends a form with image, prompt and params; json sends an object with image_b64, content_type, prompt and params."}},"additionalProperties":false};

function validate84(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate84.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.url === undefined) && (missing0 = "url")){
validate84.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "url") || (key0 === "prompt")) || (key0 === "params")) || (key0 === "encoding"))){
validate84.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.url !== undefined){
let data0 = data.url;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 2048){
validate84.errors = [{instancePath:instancePath+"/url",schemaPath:"#/properties/url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"}];
return false;
}
else {
if(!pattern21.test(data0)){
validate84.errors = [{instancePath:instancePath+"/url",schemaPath:"#/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""}];
return false;
}
}
}
else {
validate84.errors = [{instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.prompt !== undefined){
let data1 = data.prompt;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func2(data1) > 32000){
validate84.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/maxLength",keyword:"maxLength",params:{limit: 32000},message:"must NOT have more than 32000 characters"}];
return false;
}
}
else {
validate84.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.params !== undefined){
let data2 = data.params;
const _errs6 = errors;
if(errors === _errs6){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length > 64){
validate84.errors = [{instancePath:instancePath+"/params",schemaPath:"#/properties/params/maxProperties",keyword:"maxProperties",params:{limit: 64},message:"must NOT have more than 64 properties"}];
return false;
}
}
else {
validate84.errors = [{instancePath:instancePath+"/params",schemaPath:"#/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.encoding !== undefined){
let data3 = data.encoding;
const _errs8 = errors;
if(typeof data3 !== "string"){
validate84.errors = [{instancePath:instancePath+"/encoding",schemaPath:"#/properties/encoding/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data3 === "multipart") || (data3 === "json"))){
validate84.errors = [{instancePath:instancePath+"/encoding",schemaPath:"#/properties/encoding/enum",keyword:"enum",params:{allowedValues: schema145.properties.encoding.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate84.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate84.errors = vErrors;
return errors === 0;
}
validate84.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateGeminiSettings = validate85;
const schema146 = {"type":"object","description":"Settings of a slot with the provider gemini (generateContent).","required":["prompt"],"properties":{"prompt":{"type":"string","minLength":1,"maxLength":32000,"description":"What to make of the photo."},"model":{"type":"string","pattern":"^[a-z0-9][a-z0-9.-]{0,99}$","default":"gemini-3.1-flash-image","description":"A model that answers with pictures. One that was shut down is a mistake in the configuration."},"api_version":{"type":"string","enum":["v1beta","v1"],"default":"v1beta","description":"Version of the API."},"aspect_ratio":{"type":"string","enum":["1:1","2:3","3:2","3:4","4:3","4:5","5:4","9:16","16:9","21:9"],"description":"Width to height of the picture. Without it the model decides, mostly as the photo is."},"image_size":{"type":"string","enum":["1K","2K","4K"],"description":"Sent only when set; models before gemini-3 refuse it."}},"additionalProperties":false};
const pattern25 = new RegExp("^[a-z0-9][a-z0-9.-]{0,99}$", "u");

function validate85(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate85.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.prompt === undefined) && (missing0 = "prompt")){
validate85.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "prompt") || (key0 === "model")) || (key0 === "api_version")) || (key0 === "aspect_ratio")) || (key0 === "image_size"))){
validate85.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.prompt !== undefined){
let data0 = data.prompt;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 32000){
validate85.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/maxLength",keyword:"maxLength",params:{limit: 32000},message:"must NOT have more than 32000 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate85.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate85.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.model !== undefined){
let data1 = data.model;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(!pattern25.test(data1)){
validate85.errors = [{instancePath:instancePath+"/model",schemaPath:"#/properties/model/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9.-]{0,99}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9.-]{0,99}$"+"\""}];
return false;
}
}
else {
validate85.errors = [{instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.api_version !== undefined){
let data2 = data.api_version;
const _errs6 = errors;
if(typeof data2 !== "string"){
validate85.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data2 === "v1beta") || (data2 === "v1"))){
validate85.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/enum",keyword:"enum",params:{allowedValues: schema146.properties.api_version.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.aspect_ratio !== undefined){
let data3 = data.aspect_ratio;
const _errs8 = errors;
if(typeof data3 !== "string"){
validate85.errors = [{instancePath:instancePath+"/aspect_ratio",schemaPath:"#/properties/aspect_ratio/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((data3 === "1:1") || (data3 === "2:3")) || (data3 === "3:2")) || (data3 === "3:4")) || (data3 === "4:3")) || (data3 === "4:5")) || (data3 === "5:4")) || (data3 === "9:16")) || (data3 === "16:9")) || (data3 === "21:9"))){
validate85.errors = [{instancePath:instancePath+"/aspect_ratio",schemaPath:"#/properties/aspect_ratio/enum",keyword:"enum",params:{allowedValues: schema146.properties.aspect_ratio.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.image_size !== undefined){
let data4 = data.image_size;
const _errs10 = errors;
if(typeof data4 !== "string"){
validate85.errors = [{instancePath:instancePath+"/image_size",schemaPath:"#/properties/image_size/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data4 === "1K") || (data4 === "2K")) || (data4 === "4K"))){
validate85.errors = [{instancePath:instancePath+"/image_size",schemaPath:"#/properties/image_size/enum",keyword:"enum",params:{allowedValues: schema146.properties.image_size.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate85.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate85.errors = vErrors;
return errors === 0;
}
validate85.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateOpenaiSettings = validate86;
const schema147 = {"type":"object","description":"Settings of a slot with the provider openai (images/edits).","required":["prompt"],"properties":{"prompt":{"type":"string","minLength":1,"maxLength":32000,"description":"What to make of the photo."},"model":{"type":"string","pattern":"^[a-z0-9][a-z0-9.-]{0,99}$","default":"gpt-image-2","description":"Always sent, as the API's own default changes."},"size":{"type":"string","enum":["auto","1024x1024","1536x1024","1024x1536"],"default":"auto","description":"Width and height of the picture in pixels."},"quality":{"type":"string","enum":["low","medium","high","auto"],"default":"medium","description":"high and auto can take longer than T_sync_response."},"output_format":{"type":"string","enum":["jpeg","png","webp"],"default":"jpeg","description":"jpeg is made fastest."},"output_compression":{"type":"integer","minimum":0,"maximum":100,"description":"Quality of jpeg and webp, 100 the best. Sent only when set."},"background":{"type":"string","enum":["auto","opaque","transparent"],"description":"Sent only when set; transparent needs png or webp and a model that can do it."},"input_fidelity":{"type":"string","enum":["low","high"],"description":"How closely faces are kept. Sent only when set; not every model takes it."},"moderation":{"type":"string","enum":["auto","low"],"description":"How strictly photos are refused. Sent only when set."}},"additionalProperties":false};

function validate86(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate86.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.prompt === undefined) && (missing0 = "prompt")){
validate86.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema147.properties, key0))){
validate86.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.prompt !== undefined){
let data0 = data.prompt;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func2(data0) > 32000){
validate86.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/maxLength",keyword:"maxLength",params:{limit: 32000},message:"must NOT have more than 32000 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate86.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate86.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.model !== undefined){
let data1 = data.model;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(!pattern25.test(data1)){
validate86.errors = [{instancePath:instancePath+"/model",schemaPath:"#/properties/model/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9.-]{0,99}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9.-]{0,99}$"+"\""}];
return false;
}
}
else {
validate86.errors = [{instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.size !== undefined){
let data2 = data.size;
const _errs6 = errors;
if(typeof data2 !== "string"){
validate86.errors = [{instancePath:instancePath+"/size",schemaPath:"#/properties/size/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data2 === "auto") || (data2 === "1024x1024")) || (data2 === "1536x1024")) || (data2 === "1024x1536"))){
validate86.errors = [{instancePath:instancePath+"/size",schemaPath:"#/properties/size/enum",keyword:"enum",params:{allowedValues: schema147.properties.size.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.quality !== undefined){
let data3 = data.quality;
const _errs8 = errors;
if(typeof data3 !== "string"){
validate86.errors = [{instancePath:instancePath+"/quality",schemaPath:"#/properties/quality/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data3 === "low") || (data3 === "medium")) || (data3 === "high")) || (data3 === "auto"))){
validate86.errors = [{instancePath:instancePath+"/quality",schemaPath:"#/properties/quality/enum",keyword:"enum",params:{allowedValues: schema147.properties.quality.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.output_format !== undefined){
let data4 = data.output_format;
const _errs10 = errors;
if(typeof data4 !== "string"){
validate86.errors = [{instancePath:instancePath+"/output_format",schemaPath:"#/properties/output_format/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data4 === "jpeg") || (data4 === "png")) || (data4 === "webp"))){
validate86.errors = [{instancePath:instancePath+"/output_format",schemaPath:"#/properties/output_format/enum",keyword:"enum",params:{allowedValues: schema147.properties.output_format.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.output_compression !== undefined){
let data5 = data.output_compression;
const _errs12 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate86.errors = [{instancePath:instancePath+"/output_compression",schemaPath:"#/properties/output_compression/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs12){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 100 || isNaN(data5)){
validate86.errors = [{instancePath:instancePath+"/output_compression",schemaPath:"#/properties/output_compression/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"}];
return false;
}
else {
if(data5 < 0 || isNaN(data5)){
validate86.errors = [{instancePath:instancePath+"/output_compression",schemaPath:"#/properties/output_compression/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.background !== undefined){
let data6 = data.background;
const _errs14 = errors;
if(typeof data6 !== "string"){
validate86.errors = [{instancePath:instancePath+"/background",schemaPath:"#/properties/background/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data6 === "auto") || (data6 === "opaque")) || (data6 === "transparent"))){
validate86.errors = [{instancePath:instancePath+"/background",schemaPath:"#/properties/background/enum",keyword:"enum",params:{allowedValues: schema147.properties.background.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.input_fidelity !== undefined){
let data7 = data.input_fidelity;
const _errs16 = errors;
if(typeof data7 !== "string"){
validate86.errors = [{instancePath:instancePath+"/input_fidelity",schemaPath:"#/properties/input_fidelity/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data7 === "low") || (data7 === "high"))){
validate86.errors = [{instancePath:instancePath+"/input_fidelity",schemaPath:"#/properties/input_fidelity/enum",keyword:"enum",params:{allowedValues: schema147.properties.input_fidelity.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.moderation !== undefined){
let data8 = data.moderation;
const _errs18 = errors;
if(typeof data8 !== "string"){
validate86.errors = [{instancePath:instancePath+"/moderation",schemaPath:"#/properties/moderation/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data8 === "auto") || (data8 === "low"))){
validate86.errors = [{instancePath:instancePath+"/moderation",schemaPath:"#/properties/moderation/enum",keyword:"enum",params:{allowedValues: schema147.properties.moderation.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate86.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate86.errors = vErrors;
return errors === 0;
}
validate86.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlotIdParameter = validate87;
const schema148 = {"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]};

function validate87(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate87.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
validate87.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data === "slot-001") || (data === "slot-002")) || (data === "slot-003")) || (data === "slot-004")) || (data === "slot-005")) || (data === "slot-006")) || (data === "slot-007")) || (data === "slot-008")) || (data === "slot-009")) || (data === "slot-010")) || (data === "slot-011")) || (data === "slot-012")) || (data === "slot-013")) || (data === "slot-014")) || (data === "slot-015")) || (data === "slot-test"))){
validate87.errors = [{instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema148.enum},message:"must be equal to one of the allowed values"}];
return false;
}
validate87.errors = vErrors;
return errors === 0;
}
validate87.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateIfMatchParameter = validate88;
const schema149 = {"type":"string","maxLength":40};

function validate88(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate88.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(typeof data === "string"){
if(func2(data) > 40){
validate88.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"}];
return false;
}
}
else {
validate88.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate88.errors = vErrors;
return errors === 0;
}
validate88.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateSettingParameter = validate89;
const schema150 = {"type":"string","maxLength":60};

function validate89(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate89.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(typeof data === "string"){
if(func2(data) > 60){
validate89.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"}];
return false;
}
}
else {
validate89.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate89.errors = vErrors;
return errors === 0;
}
validate89.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateBeforeParameter = validate90;
const schema151 = {"type":"integer","minimum":1};

function validate90(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate90.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
validate90.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data < 1 || isNaN(data)){
validate90.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
validate90.errors = vErrors;
return errors === 0;
}
validate90.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateLimitParameter = validate91;
const schema152 = {"type":"integer","minimum":1,"maximum":500};

function validate91(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate91.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
validate91.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data > 500 || isNaN(data)){
validate91.errors = [{instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 500},message:"must be <= 500"}];
return false;
}
else {
if(data < 1 || isNaN(data)){
validate91.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
validate91.errors = vErrors;
return errors === 0;
}
validate91.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateActionIdParameter = validate92;
const schema153 = {"type":"integer","minimum":1};

function validate92(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate92.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
validate92.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data < 1 || isNaN(data)){
validate92.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
validate92.errors = vErrors;
return errors === 0;
}
validate92.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateSubjectParameter = validate93;
const schema154 = {"type":"string","maxLength":100};

function validate93(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate93.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(typeof data === "string"){
if(func2(data) > 100){
validate93.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"}];
return false;
}
}
else {
validate93.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate93.errors = vErrors;
return errors === 0;
}
validate93.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateActorParameter = validate94;
const schema155 = {"type":"string","maxLength":100};

function validate94(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate94.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(typeof data === "string"){
if(func2(data) > 100){
validate94.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"}];
return false;
}
}
else {
validate94.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate94.errors = vErrors;
return errors === 0;
}
validate94.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateWindowMinutesParameter = validate95;
const schema156 = {"type":"integer","minimum":1,"maximum":10080};

function validate95(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate95.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
validate95.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data > 10080 || isNaN(data)){
validate95.errors = [{instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10080},message:"must be <= 10080"}];
return false;
}
else {
if(data < 1 || isNaN(data)){
validate95.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
validate95.errors = vErrors;
return errors === 0;
}
validate95.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateOutcomeParameter = validate96;
const schema157 = {"type":"string","enum":["success","timeout","provider_error","refused","internal_error"]};

function validate96(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate96.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
validate96.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data === "success") || (data === "timeout")) || (data === "provider_error")) || (data === "refused")) || (data === "internal_error"))){
validate96.errors = [{instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema157.enum},message:"must be equal to one of the allowed values"}];
return false;
}
validate96.errors = vErrors;
return errors === 0;
}
validate96.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validatePendingParameter = validate97;
const schema158 = {"type":"boolean","const":true};

function validate97(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate97.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "boolean"){
validate97.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
if(true !== data){
validate97.errors = [{instancePath,schemaPath:"#/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
validate97.errors = vErrors;
return errors === 0;
}
validate97.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateSinceParameter = validate98;
const schema159 = {"type":"string","format":"date-time"};

function validate98(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate98.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(errors === 0){
if(typeof data === "string"){
if(!(formats0.validate(data))){
validate98.errors = [{instancePath,schemaPath:"#/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate98.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
validate98.errors = vErrors;
return errors === 0;
}
validate98.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateUntilParameter = validate99;
const schema160 = {"type":"string","format":"date-time"};

function validate99(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate99.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(errors === 0){
if(typeof data === "string"){
if(!(formats0.validate(data))){
validate99.errors = [{instancePath,schemaPath:"#/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate99.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
validate99.errors = vErrors;
return errors === 0;
}
validate99.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateLimitParameter2 = validate100;
const schema161 = {"type":"integer","minimum":1,"maximum":200};

function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate100.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
validate100.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data > 200 || isNaN(data)){
validate100.errors = [{instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 200},message:"must be <= 200"}];
return false;
}
else {
if(data < 1 || isNaN(data)){
validate100.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
validate100.errors = vErrors;
return errors === 0;
}
validate100.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateIfNoneMatchParameter = validate101;
const schema162 = {"type":"string"};

function validate101(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate101.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
validate101.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
validate101.errors = vErrors;
return errors === 0;
}
validate101.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateFileParameter = validate102;
const schema163 = {"type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$"};
const pattern27 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$", "u");

function validate102(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate102.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(typeof data === "string"){
if(!pattern27.test(data)){
validate102.errors = [{instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$"},message:"must match pattern \""+"^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$"+"\""}];
return false;
}
}
else {
validate102.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate102.errors = vErrors;
return errors === 0;
}
validate102.evaluated = {"dynamicProps":false,"dynamicItems":false};
