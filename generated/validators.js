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
const schema2 = {"type":"object","description":"The fields may come in any order; further text fields are ignored.","required":["password","fileToUpload"],"properties":{"password":{"type":"string","description":"INGEST_PASSWORD."},"fileToUpload":{"type":"string","contentMediaType":"application/octet-stream","description":"The photo: JPEG, PNG or WebP."},"hash":{"type":"string","pattern":"^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$","description":"MD5 (32 digits), SHA-1 (40) or SHA-256 (64) of the photo in hexadecimal."}},"additionalProperties":{"type":"string"}};
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
const schema4 = {"description":"Why a request was refused.","oneOf":[{"const":"invalid_request","x-status":400,"description":"The request is malformed; details says how."},{"const":"hash_mismatch","x-status":400,"description":"The photo that arrived is not the one that hash names."},{"const":"upload_aborted","x-status":400,"description":"The client closed the connection before the body was complete."},{"const":"invalid_password","x-status":401,"description":"The ingest password is missing or wrong."},{"const":"invalid_token","x-status":401,"description":"The bearer token is missing or wrong."},{"const":"not_signed_in","x-status":401,"description":"This needs an operator: sign in, or send a token that is valid."},{"const":"loopback_only","x-status":403,"description":"Without METRICS_TOKEN only loopback may read /metrics."},{"const":"operators_only","x-status":403,"description":"This needs an operator."},{"const":"wrong_origin","x-status":403,"description":"A page of another site sent this with the operator's cookie."},{"const":"route_not_found","x-status":404,"description":"The contract has no such route."},{"const":"slot_not_found","x-status":404,"description":"The contract has no such slot."},{"const":"result_not_found","x-status":404,"description":"No such job, or the job has no picture."},{"const":"method_not_allowed","x-status":405,"description":"The route does not take this method."},{"const":"upload_timeout","x-status":408,"description":"The body was not complete in time: a photo and its password within T_sync_response, JSON within 10 s."},{"const":"result_expired","x-status":410,"description":"The picture has expired or was removed."},{"const":"payload_too_large","x-status":413,"description":"The photo has more bytes than INGEST_MAX_BYTES, or the JSON more than 256 KiB."},{"const":"too_many_pixels","x-status":413,"description":"The photo has more pixels than INGEST_MAX_PIXELS."},{"const":"unsupported_media_type","x-status":415,"description":"The body is no form, no JSON, or the file is no JPEG, PNG or WebP, as the route asks."},{"const":"invalid_image","x-status":422,"description":"The photo is damaged and cannot be decoded."},{"const":"photo_rejected","x-status":422,"description":"The provider refuses this photo; another photo may pass."},{"const":"busy","x-status":429,"description":"As many ingests as allowed are in work; try again after retry_after seconds."},{"const":"internal_error","x-status":500,"description":"The service failed; request_id finds it in the log."},{"const":"provider_error","x-status":502,"description":"The provider failed."},{"const":"slot_maintenance","x-status":503,"description":"An operator has put the slot into maintenance."},{"const":"slot_tripped","x-status":503,"description":"The slot's provider fails too often; it is tried again by itself."},{"const":"storage_pressure","x-status":503,"description":"The media volume is nearly full."},{"const":"database_unavailable","x-status":503,"description":"The database cannot be reached."},{"const":"media_unavailable","x-status":503,"description":"The media cannot be read or written."},{"const":"draining","x-status":503,"description":"This process is shutting down; another one answers."},{"const":"deadline_exceeded","x-status":504,"description":"T_sync_response has passed."}]};

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
if("wrong_origin" !== data1){
const err8 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/8/const",keyword:"const",params:{allowedValue: "wrong_origin"},message:"must be equal to constant"};
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
if("route_not_found" !== data1){
const err9 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/9/const",keyword:"const",params:{allowedValue: "route_not_found"},message:"must be equal to constant"};
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
if("slot_not_found" !== data1){
const err10 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/10/const",keyword:"const",params:{allowedValue: "slot_not_found"},message:"must be equal to constant"};
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
if("result_not_found" !== data1){
const err11 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/11/const",keyword:"const",params:{allowedValue: "result_not_found"},message:"must be equal to constant"};
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
if("method_not_allowed" !== data1){
const err12 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/12/const",keyword:"const",params:{allowedValue: "method_not_allowed"},message:"must be equal to constant"};
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
if("upload_timeout" !== data1){
const err13 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/13/const",keyword:"const",params:{allowedValue: "upload_timeout"},message:"must be equal to constant"};
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
if("result_expired" !== data1){
const err14 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/14/const",keyword:"const",params:{allowedValue: "result_expired"},message:"must be equal to constant"};
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
if("payload_too_large" !== data1){
const err15 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/15/const",keyword:"const",params:{allowedValue: "payload_too_large"},message:"must be equal to constant"};
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
if("too_many_pixels" !== data1){
const err16 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/16/const",keyword:"const",params:{allowedValue: "too_many_pixels"},message:"must be equal to constant"};
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
if("unsupported_media_type" !== data1){
const err17 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/17/const",keyword:"const",params:{allowedValue: "unsupported_media_type"},message:"must be equal to constant"};
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
if("invalid_image" !== data1){
const err18 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/18/const",keyword:"const",params:{allowedValue: "invalid_image"},message:"must be equal to constant"};
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
if("photo_rejected" !== data1){
const err19 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/19/const",keyword:"const",params:{allowedValue: "photo_rejected"},message:"must be equal to constant"};
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
if("busy" !== data1){
const err20 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/20/const",keyword:"const",params:{allowedValue: "busy"},message:"must be equal to constant"};
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
if("internal_error" !== data1){
const err21 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/21/const",keyword:"const",params:{allowedValue: "internal_error"},message:"must be equal to constant"};
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
if("provider_error" !== data1){
const err22 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/22/const",keyword:"const",params:{allowedValue: "provider_error"},message:"must be equal to constant"};
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
if("slot_maintenance" !== data1){
const err23 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/23/const",keyword:"const",params:{allowedValue: "slot_maintenance"},message:"must be equal to constant"};
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
if("slot_tripped" !== data1){
const err24 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/24/const",keyword:"const",params:{allowedValue: "slot_tripped"},message:"must be equal to constant"};
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
if("storage_pressure" !== data1){
const err25 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/25/const",keyword:"const",params:{allowedValue: "storage_pressure"},message:"must be equal to constant"};
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
if("database_unavailable" !== data1){
const err26 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/26/const",keyword:"const",params:{allowedValue: "database_unavailable"},message:"must be equal to constant"};
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
if("media_unavailable" !== data1){
const err27 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/27/const",keyword:"const",params:{allowedValue: "media_unavailable"},message:"must be equal to constant"};
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
if("draining" !== data1){
const err28 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/28/const",keyword:"const",params:{allowedValue: "draining"},message:"must be equal to constant"};
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
if("deadline_exceeded" !== data1){
const err29 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf/29/const",keyword:"const",params:{allowedValue: "deadline_exceeded"},message:"must be equal to constant"};
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
const err30 = {instancePath:instancePath+"/failure_reason",schemaPath:"#/components/schemas/FailureReason/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
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
const _errs37 = errors;
if(typeof data.details !== "string"){
validate3.errors = [{instancePath:instancePath+"/details",schemaPath:"#/properties/details/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.retry_after !== undefined){
let data3 = data.retry_after;
const _errs39 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate3.errors = [{instancePath:instancePath+"/retry_after",schemaPath:"#/properties/retry_after/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs39){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate3.errors = [{instancePath:instancePath+"/retry_after",schemaPath:"#/properties/retry_after/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs39 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.request_id !== undefined){
const _errs41 = errors;
if(typeof data.request_id !== "string"){
validate3.errors = [{instancePath:instancePath+"/request_id",schemaPath:"#/properties/request_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs41 === errors;
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
if("wrong_origin" !== data){
const err8 = {instancePath,schemaPath:"#/oneOf/8/const",keyword:"const",params:{allowedValue: "wrong_origin"},message:"must be equal to constant"};
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
if("route_not_found" !== data){
const err9 = {instancePath,schemaPath:"#/oneOf/9/const",keyword:"const",params:{allowedValue: "route_not_found"},message:"must be equal to constant"};
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
if("slot_not_found" !== data){
const err10 = {instancePath,schemaPath:"#/oneOf/10/const",keyword:"const",params:{allowedValue: "slot_not_found"},message:"must be equal to constant"};
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
if("result_not_found" !== data){
const err11 = {instancePath,schemaPath:"#/oneOf/11/const",keyword:"const",params:{allowedValue: "result_not_found"},message:"must be equal to constant"};
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
if("method_not_allowed" !== data){
const err12 = {instancePath,schemaPath:"#/oneOf/12/const",keyword:"const",params:{allowedValue: "method_not_allowed"},message:"must be equal to constant"};
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
if("upload_timeout" !== data){
const err13 = {instancePath,schemaPath:"#/oneOf/13/const",keyword:"const",params:{allowedValue: "upload_timeout"},message:"must be equal to constant"};
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
if("result_expired" !== data){
const err14 = {instancePath,schemaPath:"#/oneOf/14/const",keyword:"const",params:{allowedValue: "result_expired"},message:"must be equal to constant"};
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
if("payload_too_large" !== data){
const err15 = {instancePath,schemaPath:"#/oneOf/15/const",keyword:"const",params:{allowedValue: "payload_too_large"},message:"must be equal to constant"};
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
if("too_many_pixels" !== data){
const err16 = {instancePath,schemaPath:"#/oneOf/16/const",keyword:"const",params:{allowedValue: "too_many_pixels"},message:"must be equal to constant"};
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
if("unsupported_media_type" !== data){
const err17 = {instancePath,schemaPath:"#/oneOf/17/const",keyword:"const",params:{allowedValue: "unsupported_media_type"},message:"must be equal to constant"};
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
if("invalid_image" !== data){
const err18 = {instancePath,schemaPath:"#/oneOf/18/const",keyword:"const",params:{allowedValue: "invalid_image"},message:"must be equal to constant"};
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
if("photo_rejected" !== data){
const err19 = {instancePath,schemaPath:"#/oneOf/19/const",keyword:"const",params:{allowedValue: "photo_rejected"},message:"must be equal to constant"};
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
if("busy" !== data){
const err20 = {instancePath,schemaPath:"#/oneOf/20/const",keyword:"const",params:{allowedValue: "busy"},message:"must be equal to constant"};
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
if("internal_error" !== data){
const err21 = {instancePath,schemaPath:"#/oneOf/21/const",keyword:"const",params:{allowedValue: "internal_error"},message:"must be equal to constant"};
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
if("provider_error" !== data){
const err22 = {instancePath,schemaPath:"#/oneOf/22/const",keyword:"const",params:{allowedValue: "provider_error"},message:"must be equal to constant"};
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
if("slot_maintenance" !== data){
const err23 = {instancePath,schemaPath:"#/oneOf/23/const",keyword:"const",params:{allowedValue: "slot_maintenance"},message:"must be equal to constant"};
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
if("slot_tripped" !== data){
const err24 = {instancePath,schemaPath:"#/oneOf/24/const",keyword:"const",params:{allowedValue: "slot_tripped"},message:"must be equal to constant"};
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
if("storage_pressure" !== data){
const err25 = {instancePath,schemaPath:"#/oneOf/25/const",keyword:"const",params:{allowedValue: "storage_pressure"},message:"must be equal to constant"};
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
if("database_unavailable" !== data){
const err26 = {instancePath,schemaPath:"#/oneOf/26/const",keyword:"const",params:{allowedValue: "database_unavailable"},message:"must be equal to constant"};
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
if("media_unavailable" !== data){
const err27 = {instancePath,schemaPath:"#/oneOf/27/const",keyword:"const",params:{allowedValue: "media_unavailable"},message:"must be equal to constant"};
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
if("draining" !== data){
const err28 = {instancePath,schemaPath:"#/oneOf/28/const",keyword:"const",params:{allowedValue: "draining"},message:"must be equal to constant"};
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
if("deadline_exceeded" !== data){
const err29 = {instancePath,schemaPath:"#/oneOf/29/const",keyword:"const",params:{allowedValue: "deadline_exceeded"},message:"must be equal to constant"};
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
const err30 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
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

export const validateSlotList = validate5;
const schema6 = {"type":"object","required":["slots"],"properties":{"slots":{"type":"array","items":{"$ref":"#/components/schemas/Slot"}}},"additionalProperties":false};
const schema7 = {"type":"object","required":["slot_id","provider","state","version"],"properties":{"slot_id":{"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]},"provider":{"type":"string","enum":["local","http","gemini","openai","turbotext","fault"]},"state":{"type":"string","enum":["active","degraded","maintenance","tripped","probing"]},"version":{"type":"integer","minimum":1,"description":"Rises with every change of the slot."}},"additionalProperties":false};

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
if((data.slots === undefined) && (missing0 = "slots")){
validate5.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "slots")){
validate5.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
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
validate5.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/components/schemas/Slot/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs7 = errors;
for(const key1 in data1){
if(!((((key1 === "slot_id") || (key1 === "provider")) || (key1 === "state")) || (key1 === "version"))){
validate5.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/components/schemas/Slot/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs7 === errors){
if(data1.slot_id !== undefined){
let data2 = data1.slot_id;
const _errs8 = errors;
if(typeof data2 !== "string"){
validate5.errors = [{instancePath:instancePath+"/slots/" + i0+"/slot_id",schemaPath:"#/components/schemas/Slot/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data2 === "slot-001") || (data2 === "slot-002")) || (data2 === "slot-003")) || (data2 === "slot-004")) || (data2 === "slot-005")) || (data2 === "slot-006")) || (data2 === "slot-007")) || (data2 === "slot-008")) || (data2 === "slot-009")) || (data2 === "slot-010")) || (data2 === "slot-011")) || (data2 === "slot-012")) || (data2 === "slot-013")) || (data2 === "slot-014")) || (data2 === "slot-015")) || (data2 === "slot-test"))){
validate5.errors = [{instancePath:instancePath+"/slots/" + i0+"/slot_id",schemaPath:"#/components/schemas/Slot/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema7.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
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
validate5.errors = [{instancePath:instancePath+"/slots/" + i0+"/provider",schemaPath:"#/components/schemas/Slot/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data3 === "local") || (data3 === "http")) || (data3 === "gemini")) || (data3 === "openai")) || (data3 === "turbotext")) || (data3 === "fault"))){
validate5.errors = [{instancePath:instancePath+"/slots/" + i0+"/provider",schemaPath:"#/components/schemas/Slot/properties/provider/enum",keyword:"enum",params:{allowedValues: schema7.properties.provider.enum},message:"must be equal to one of the allowed values"}];
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
validate5.errors = [{instancePath:instancePath+"/slots/" + i0+"/state",schemaPath:"#/components/schemas/Slot/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data4 === "active") || (data4 === "degraded")) || (data4 === "maintenance")) || (data4 === "tripped")) || (data4 === "probing"))){
validate5.errors = [{instancePath:instancePath+"/slots/" + i0+"/state",schemaPath:"#/components/schemas/Slot/properties/state/enum",keyword:"enum",params:{allowedValues: schema7.properties.state.enum},message:"must be equal to one of the allowed values"}];
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
validate5.errors = [{instancePath:instancePath+"/slots/" + i0+"/version",schemaPath:"#/components/schemas/Slot/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs14){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
validate5.errors = [{instancePath:instancePath+"/slots/" + i0+"/version",schemaPath:"#/components/schemas/Slot/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
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
validate5.errors = [{instancePath:instancePath+"/slots/" + i0,schemaPath:"#/components/schemas/Slot/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate5.errors = [{instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
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

export const validateSlot = validate6;

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
if(((((data.slot_id === undefined) && (missing0 = "slot_id")) || ((data.provider === undefined) && (missing0 = "provider"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.version === undefined) && (missing0 = "version"))){
validate6.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "slot_id") || (key0 === "provider")) || (key0 === "state")) || (key0 === "version"))){
validate6.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.slot_id !== undefined){
let data0 = data.slot_id;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate6.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data0 === "slot-001") || (data0 === "slot-002")) || (data0 === "slot-003")) || (data0 === "slot-004")) || (data0 === "slot-005")) || (data0 === "slot-006")) || (data0 === "slot-007")) || (data0 === "slot-008")) || (data0 === "slot-009")) || (data0 === "slot-010")) || (data0 === "slot-011")) || (data0 === "slot-012")) || (data0 === "slot-013")) || (data0 === "slot-014")) || (data0 === "slot-015")) || (data0 === "slot-test"))){
validate6.errors = [{instancePath:instancePath+"/slot_id",schemaPath:"#/properties/slot_id/enum",keyword:"enum",params:{allowedValues: schema7.properties.slot_id.enum},message:"must be equal to one of the allowed values"}];
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
validate6.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data1 === "local") || (data1 === "http")) || (data1 === "gemini")) || (data1 === "openai")) || (data1 === "turbotext")) || (data1 === "fault"))){
validate6.errors = [{instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/enum",keyword:"enum",params:{allowedValues: schema7.properties.provider.enum},message:"must be equal to one of the allowed values"}];
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
validate6.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data2 === "active") || (data2 === "degraded")) || (data2 === "maintenance")) || (data2 === "tripped")) || (data2 === "probing"))){
validate6.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema7.properties.state.enum},message:"must be equal to one of the allowed values"}];
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
validate6.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate6.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
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
validate6.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate6.errors = vErrors;
return errors === 0;
}
validate6.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateTime = validate7;
const schema9 = {"type":"string","format":"date-time","description":"UTC, as 2026-11-26T18:00:00Z."};
const formats0 = module0.fullFormats["date-time"];

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
if(errors === 0){
if(typeof data === "string"){
if(!(formats0.validate(data))){
validate7.errors = [{instancePath,schemaPath:"#/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate7.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
validate7.errors = vErrors;
return errors === 0;
}
validate7.evaluated = {"dynamicProps":false,"dynamicItems":false};

export const validateAlertList = validate8;
const schema10 = {"type":"object","required":["watching_since","evaluated_at","alerts"],"properties":{"watching_since":{"$ref":"#/components/schemas/Time","description":"This process knows of nothing before. Silence since a moment ago is no health."},"evaluated_at":{"$ref":"#/components/schemas/Time"},"alerts":{"type":"array","items":{"$ref":"#/components/schemas/Alert"}}},"additionalProperties":false};
const schema13 = {"type":"object","description":"An alert, once for each set of labels that it holds for, and once when it holds for none.","required":["name","severity","state","needs","reason","since","value","labels","summary","action","playbook","suggestions"],"properties":{"name":{"type":"string"},"severity":{"type":"string","enum":["page","ticket"]},"state":{"type":"string","enum":["firing","pending","inactive","unknown"],"description":"pending holds, but not yet for as long as the alert demands; unknown is not evaluated here, reason says why."},"needs":{"type":["string","null"],"enum":["prometheus",null],"description":"Who can evaluate what this process cannot."},"reason":{"type":["string","null"],"description":"Why the state is unknown; null when it is known."},"since":{"oneOf":[{"$ref":"#/components/schemas/Time"},{"type":"null"}],"description":"Since when it is in this state, as far as this process has watched. A null is an unknown state."},"value":{"type":["number","null"],"description":"Of its expression; null while it does not hold, and for what is no number."},"labels":{"type":"object","additionalProperties":{"type":"string"},"description":"Of what it holds for."},"summary":{"type":["string","null"],"description":"What it says; null while it does not hold."},"action":{"type":"string","description":"What to do."},"playbook":{"type":"string","description":"The step of the playbook."},"suggestions":{"type":"array","items":{"$ref":"#/components/schemas/Suggestion"}}},"additionalProperties":false};
const schema15 = {"type":"object","description":"An action of the playbook, and what is known of what it would change.","required":["type","params","revert_after_minutes","effect"],"properties":{"type":{"type":"string","enum":["t_sync_response.set","parallelism.set","ttl.set","slot.maintenance","slot.activate","provider.failover","cleanup.run","notice.set"]},"params":{"type":"object","additionalProperties":{"type":["string","number"]},"description":"As the action takes them."},"revert_after_minutes":{"type":["integer","null"],"minimum":1,"description":"After how long it had better end by itself."},"effect":{"type":"string"}},"additionalProperties":false};
const func0 = Object.prototype.hasOwnProperty;

function validate9(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate9.evaluated;
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
validate9.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema13.properties, key0))){
validate9.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate9.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate9.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data1 === "page") || (data1 === "ticket"))){
validate9.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema13.properties.severity.enum},message:"must be equal to one of the allowed values"}];
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
validate9.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data2 === "firing") || (data2 === "pending")) || (data2 === "inactive")) || (data2 === "unknown"))){
validate9.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema13.properties.state.enum},message:"must be equal to one of the allowed values"}];
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
validate9.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: schema13.properties.needs.type},message:"must be string,null"}];
return false;
}
if(!((data3 === "prometheus") || (data3 === null))){
validate9.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/enum",keyword:"enum",params:{allowedValues: schema13.properties.needs.enum},message:"must be equal to one of the allowed values"}];
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
validate9.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: schema13.properties.reason.type},message:"must be string,null"}];
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
validate9.errors = vErrors;
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
validate9.errors = [{instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: schema13.properties.value.type},message:"must be number,null"}];
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
validate9.errors = [{instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs24 === errors;
if(!valid3){
break;
}
}
}
else {
validate9.errors = [{instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate9.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: schema13.properties.summary.type},message:"must be string,null"}];
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
validate9.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate9.errors = [{instancePath:instancePath+"/playbook",schemaPath:"#/properties/playbook/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs37 = errors;
for(const key2 in data13){
if(!((((key2 === "type") || (key2 === "params")) || (key2 === "revert_after_minutes")) || (key2 === "effect"))){
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs37 === errors){
if(data13.type !== undefined){
let data14 = data13.type;
const _errs38 = errors;
if(typeof data14 !== "string"){
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/type",schemaPath:"#/components/schemas/Suggestion/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((data14 === "t_sync_response.set") || (data14 === "parallelism.set")) || (data14 === "ttl.set")) || (data14 === "slot.maintenance")) || (data14 === "slot.activate")) || (data14 === "provider.failover")) || (data14 === "cleanup.run")) || (data14 === "notice.set"))){
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/type",schemaPath:"#/components/schemas/Suggestion/properties/type/enum",keyword:"enum",params:{allowedValues: schema15.properties.type.enum},message:"must be equal to one of the allowed values"}];
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
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/params/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/Suggestion/properties/params/additionalProperties/type",keyword:"type",params:{type: schema15.properties.params.additionalProperties.type},message:"must be string,number"}];
return false;
}
var valid7 = _errs43 === errors;
if(!valid7){
break;
}
}
}
else {
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/params",schemaPath:"#/components/schemas/Suggestion/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/revert_after_minutes",schemaPath:"#/components/schemas/Suggestion/properties/revert_after_minutes/type",keyword:"type",params:{type: schema15.properties.revert_after_minutes.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs45){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/revert_after_minutes",schemaPath:"#/components/schemas/Suggestion/properties/revert_after_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
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
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/effect",schemaPath:"#/components/schemas/Suggestion/properties/effect/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate9.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate9.errors = [{instancePath:instancePath+"/suggestions",schemaPath:"#/properties/suggestions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
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
validate9.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate9.errors = vErrors;
return errors === 0;
}
validate9.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if((((data.watching_since === undefined) && (missing0 = "watching_since")) || ((data.evaluated_at === undefined) && (missing0 = "evaluated_at"))) || ((data.alerts === undefined) && (missing0 = "alerts"))){
validate8.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "watching_since") || (key0 === "evaluated_at")) || (key0 === "alerts"))){
validate8.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
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
validate8.errors = [{instancePath:instancePath+"/watching_since",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate8.errors = [{instancePath:instancePath+"/watching_since",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate8.errors = [{instancePath:instancePath+"/evaluated_at",schemaPath:"#/components/schemas/Time/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\""}];
return false;
}
}
else {
validate8.errors = [{instancePath:instancePath+"/evaluated_at",schemaPath:"#/components/schemas/Time/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if(!(validate9(data2[i0], {instancePath:instancePath+"/alerts/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate9.errors : vErrors.concat(validate9.errors);
errors = vErrors.length;
}
var valid3 = _errs10 === errors;
if(!valid3){
break;
}
}
}
else {
validate8.errors = [{instancePath:instancePath+"/alerts",schemaPath:"#/properties/alerts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
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
validate8.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate8.errors = vErrors;
return errors === 0;
}
validate8.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateAlert = validate11;

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
if(((((((((((((data.name === undefined) && (missing0 = "name")) || ((data.severity === undefined) && (missing0 = "severity"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.since === undefined) && (missing0 = "since"))) || ((data.value === undefined) && (missing0 = "value"))) || ((data.labels === undefined) && (missing0 = "labels"))) || ((data.summary === undefined) && (missing0 = "summary"))) || ((data.action === undefined) && (missing0 = "action"))) || ((data.playbook === undefined) && (missing0 = "playbook"))) || ((data.suggestions === undefined) && (missing0 = "suggestions"))){
validate11.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema13.properties, key0))){
validate11.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate11.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate11.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data1 === "page") || (data1 === "ticket"))){
validate11.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema13.properties.severity.enum},message:"must be equal to one of the allowed values"}];
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
validate11.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data2 === "firing") || (data2 === "pending")) || (data2 === "inactive")) || (data2 === "unknown"))){
validate11.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema13.properties.state.enum},message:"must be equal to one of the allowed values"}];
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
validate11.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: schema13.properties.needs.type},message:"must be string,null"}];
return false;
}
if(!((data3 === "prometheus") || (data3 === null))){
validate11.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/enum",keyword:"enum",params:{allowedValues: schema13.properties.needs.enum},message:"must be equal to one of the allowed values"}];
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
validate11.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: schema13.properties.reason.type},message:"must be string,null"}];
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
validate11.errors = vErrors;
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
validate11.errors = [{instancePath:instancePath+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type: schema13.properties.value.type},message:"must be number,null"}];
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
validate11.errors = [{instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs24 === errors;
if(!valid3){
break;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate11.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: schema13.properties.summary.type},message:"must be string,null"}];
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
validate11.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate11.errors = [{instancePath:instancePath+"/playbook",schemaPath:"#/properties/playbook/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs37 = errors;
for(const key2 in data13){
if(!((((key2 === "type") || (key2 === "params")) || (key2 === "revert_after_minutes")) || (key2 === "effect"))){
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs37 === errors){
if(data13.type !== undefined){
let data14 = data13.type;
const _errs38 = errors;
if(typeof data14 !== "string"){
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/type",schemaPath:"#/components/schemas/Suggestion/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((data14 === "t_sync_response.set") || (data14 === "parallelism.set")) || (data14 === "ttl.set")) || (data14 === "slot.maintenance")) || (data14 === "slot.activate")) || (data14 === "provider.failover")) || (data14 === "cleanup.run")) || (data14 === "notice.set"))){
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/type",schemaPath:"#/components/schemas/Suggestion/properties/type/enum",keyword:"enum",params:{allowedValues: schema15.properties.type.enum},message:"must be equal to one of the allowed values"}];
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
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/params/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/Suggestion/properties/params/additionalProperties/type",keyword:"type",params:{type: schema15.properties.params.additionalProperties.type},message:"must be string,number"}];
return false;
}
var valid7 = _errs43 === errors;
if(!valid7){
break;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/params",schemaPath:"#/components/schemas/Suggestion/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/revert_after_minutes",schemaPath:"#/components/schemas/Suggestion/properties/revert_after_minutes/type",keyword:"type",params:{type: schema15.properties.revert_after_minutes.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs45){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/revert_after_minutes",schemaPath:"#/components/schemas/Suggestion/properties/revert_after_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
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
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0+"/effect",schemaPath:"#/components/schemas/Suggestion/properties/effect/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate11.errors = [{instancePath:instancePath+"/suggestions/" + i0,schemaPath:"#/components/schemas/Suggestion/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate11.errors = [{instancePath:instancePath+"/suggestions",schemaPath:"#/properties/suggestions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
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
validate11.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate11.errors = vErrors;
return errors === 0;
}
validate11.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSuggestion = validate12;

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
if(((((data.type === undefined) && (missing0 = "type")) || ((data.params === undefined) && (missing0 = "params"))) || ((data.revert_after_minutes === undefined) && (missing0 = "revert_after_minutes"))) || ((data.effect === undefined) && (missing0 = "effect"))){
validate12.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "params")) || (key0 === "revert_after_minutes")) || (key0 === "effect"))){
validate12.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
let data0 = data.type;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate12.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((data0 === "t_sync_response.set") || (data0 === "parallelism.set")) || (data0 === "ttl.set")) || (data0 === "slot.maintenance")) || (data0 === "slot.activate")) || (data0 === "provider.failover")) || (data0 === "cleanup.run")) || (data0 === "notice.set"))){
validate12.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema15.properties.type.enum},message:"must be equal to one of the allowed values"}];
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
validate12.errors = [{instancePath:instancePath+"/params/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/params/additionalProperties/type",keyword:"type",params:{type: schema15.properties.params.additionalProperties.type},message:"must be string,number"}];
return false;
}
var valid1 = _errs7 === errors;
if(!valid1){
break;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/params",schemaPath:"#/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate12.errors = [{instancePath:instancePath+"/revert_after_minutes",schemaPath:"#/properties/revert_after_minutes/type",keyword:"type",params:{type: schema15.properties.revert_after_minutes.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs9){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate12.errors = [{instancePath:instancePath+"/revert_after_minutes",schemaPath:"#/properties/revert_after_minutes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
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
validate12.errors = [{instancePath:instancePath+"/effect",schemaPath:"#/properties/effect/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate12.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate12.errors = vErrors;
return errors === 0;
}
validate12.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateHealth = validate13;
const schema20 = {"type":"object","required":["status","contract_version","checks"],"properties":{"status":{"type":"string","enum":["ok","degraded","unavailable"]},"contract_version":{"type":"string"},"checks":{"type":"array","items":{"$ref":"#/components/schemas/HealthCheck"}}},"additionalProperties":false};
const schema21 = {"type":"object","required":["name","status"],"properties":{"name":{"type":"string","description":"database, media, slots, drain, or provider: and its name."},"status":{"type":"string","enum":["ok","degraded","unavailable"]},"details":{"type":"string"}},"additionalProperties":false};

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
if((((data.status === undefined) && (missing0 = "status")) || ((data.contract_version === undefined) && (missing0 = "contract_version"))) || ((data.checks === undefined) && (missing0 = "checks"))){
validate13.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "status") || (key0 === "contract_version")) || (key0 === "checks"))){
validate13.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.status !== undefined){
let data0 = data.status;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate13.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data0 === "ok") || (data0 === "degraded")) || (data0 === "unavailable"))){
validate13.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema20.properties.status.enum},message:"must be equal to one of the allowed values"}];
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
validate13.errors = [{instancePath:instancePath+"/contract_version",schemaPath:"#/properties/contract_version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate13.errors = [{instancePath:instancePath+"/checks/" + i0,schemaPath:"#/components/schemas/HealthCheck/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs11 = errors;
for(const key1 in data3){
if(!(((key1 === "name") || (key1 === "status")) || (key1 === "details"))){
validate13.errors = [{instancePath:instancePath+"/checks/" + i0,schemaPath:"#/components/schemas/HealthCheck/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs11 === errors){
if(data3.name !== undefined){
const _errs12 = errors;
if(typeof data3.name !== "string"){
validate13.errors = [{instancePath:instancePath+"/checks/" + i0+"/name",schemaPath:"#/components/schemas/HealthCheck/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate13.errors = [{instancePath:instancePath+"/checks/" + i0+"/status",schemaPath:"#/components/schemas/HealthCheck/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data5 === "ok") || (data5 === "degraded")) || (data5 === "unavailable"))){
validate13.errors = [{instancePath:instancePath+"/checks/" + i0+"/status",schemaPath:"#/components/schemas/HealthCheck/properties/status/enum",keyword:"enum",params:{allowedValues: schema21.properties.status.enum},message:"must be equal to one of the allowed values"}];
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
validate13.errors = [{instancePath:instancePath+"/checks/" + i0+"/details",schemaPath:"#/components/schemas/HealthCheck/properties/details/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate13.errors = [{instancePath:instancePath+"/checks/" + i0,schemaPath:"#/components/schemas/HealthCheck/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate13.errors = [{instancePath:instancePath+"/checks",schemaPath:"#/properties/checks/type",keyword:"type",params:{type: "array"},message:"must be array"}];
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
validate13.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate13.errors = vErrors;
return errors === 0;
}
validate13.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateHealthCheck = validate14;

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
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.name === undefined) && (missing0 = "name")) || ((data.status === undefined) && (missing0 = "status"))){
validate14.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "name") || (key0 === "status")) || (key0 === "details"))){
validate14.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate14.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate14.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data1 === "ok") || (data1 === "degraded")) || (data1 === "unavailable"))){
validate14.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues: schema21.properties.status.enum},message:"must be equal to one of the allowed values"}];
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
validate14.errors = [{instancePath:instancePath+"/details",schemaPath:"#/properties/details/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate14.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate14.errors = vErrors;
return errors === 0;
}
validate14.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateLiveness = validate15;
const schema23 = {"type":"object","required":["status"],"properties":{"status":{"type":"string","const":"ok"}},"additionalProperties":false};

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
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.status === undefined) && (missing0 = "status")){
validate15.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(key0 === "status")){
validate15.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.status !== undefined){
let data0 = data.status;
if(typeof data0 !== "string"){
validate15.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if("ok" !== data0){
validate15.errors = [{instancePath:instancePath+"/status",schemaPath:"#/properties/status/const",keyword:"const",params:{allowedValue: "ok"},message:"must be equal to constant"}];
return false;
}
}
}
}
}
else {
validate15.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate15.errors = vErrors;
return errors === 0;
}
validate15.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateLocalSettings = validate16;
const schema24 = {"type":"object","description":"Settings of a slot with the provider local, which edits the photo on this machine.","properties":{"edit":{"type":"string","enum":["grayscale","tint","frame"],"default":"tint","description":"grayscale; a warm sepia-like tint; or the photo within a blurred frame of itself."},"caption":{"type":"string","maxLength":80,"description":"A line of text at the foot of the picture."},"max_edge":{"type":"integer","minimum":64,"maximum":8192,"default":2048,"description":"Longest edge of the result in pixels."}},"additionalProperties":false};
const func2 = (module1.default ?? module1);

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
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "edit") || (key0 === "caption")) || (key0 === "max_edge"))){
validate16.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.edit !== undefined){
let data0 = data.edit;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate16.errors = [{instancePath:instancePath+"/edit",schemaPath:"#/properties/edit/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data0 === "grayscale") || (data0 === "tint")) || (data0 === "frame"))){
validate16.errors = [{instancePath:instancePath+"/edit",schemaPath:"#/properties/edit/enum",keyword:"enum",params:{allowedValues: schema24.properties.edit.enum},message:"must be equal to one of the allowed values"}];
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
validate16.errors = [{instancePath:instancePath+"/caption",schemaPath:"#/properties/caption/maxLength",keyword:"maxLength",params:{limit: 80},message:"must NOT have more than 80 characters"}];
return false;
}
}
else {
validate16.errors = [{instancePath:instancePath+"/caption",schemaPath:"#/properties/caption/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate16.errors = [{instancePath:instancePath+"/max_edge",schemaPath:"#/properties/max_edge/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 8192 || isNaN(data2)){
validate16.errors = [{instancePath:instancePath+"/max_edge",schemaPath:"#/properties/max_edge/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8192},message:"must be <= 8192"}];
return false;
}
else {
if(data2 < 64 || isNaN(data2)){
validate16.errors = [{instancePath:instancePath+"/max_edge",schemaPath:"#/properties/max_edge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 64},message:"must be >= 64"}];
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
validate16.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate16.errors = vErrors;
return errors === 0;
}
validate16.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateFaultSettings = validate17;
const schema25 = {"type":"object","description":"Settings of a slot with the provider fault, which fails on purpose. Refused in production.","properties":{"fault":{"type":"string","enum":["none","delay","error","hang","no_image","garbage","reject"],"default":"none","description":"none and delay give an edited picture; error is a failed call; hang never answers; no_image answers without a picture; garbage answers with bytes that are none; reject refuses the photo."},"delay_ms":{"type":"integer","minimum":0,"maximum":600000,"default":0,"description":"Wait before the fault."}},"additionalProperties":false};

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
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "fault") || (key0 === "delay_ms"))){
validate17.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.fault !== undefined){
let data0 = data.fault;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate17.errors = [{instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((((data0 === "none") || (data0 === "delay")) || (data0 === "error")) || (data0 === "hang")) || (data0 === "no_image")) || (data0 === "garbage")) || (data0 === "reject"))){
validate17.errors = [{instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/enum",keyword:"enum",params:{allowedValues: schema25.properties.fault.enum},message:"must be equal to one of the allowed values"}];
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
validate17.errors = [{instancePath:instancePath+"/delay_ms",schemaPath:"#/properties/delay_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 600000 || isNaN(data1)){
validate17.errors = [{instancePath:instancePath+"/delay_ms",schemaPath:"#/properties/delay_ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 600000},message:"must be <= 600000"}];
return false;
}
else {
if(data1 < 0 || isNaN(data1)){
validate17.errors = [{instancePath:instancePath+"/delay_ms",schemaPath:"#/properties/delay_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
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
}
}
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

export const validateTurbotextSettings = validate18;
const schema26 = {"type":"object","description":"Settings of a slot with the provider turbotext, which puts the photo into a queue and is asked for the picture. What is left out is left to Turbotext.","required":["operation"],"properties":{"operation":{"type":"string","enum":["image2image","mix","deepfake"],"description":"image2image edits the photo as content says; mix brings the style of second_image_url into it; deepfake puts the face of second_image_url into it."},"content":{"type":"string","minLength":1,"maxLength":4000,"description":"What to do with the photo. image2image needs it."},"second_image_url":{"type":"string","pattern":"^https?://","maxLength":2048,"description":"Address at which Turbotext finds the picture whose style or face is used. mix and deepfake need it."},"strength":{"type":"integer","minimum":0,"maximum":80,"description":"How much the photo is changed; Turbotext takes 40."},"seed":{"type":"integer","minimum":1,"maximum":10000000000,"description":"The same seed gives the same picture."},"scale":{"type":"number","minimum":0.1,"maximum":20,"description":"How closely content is followed; Turbotext takes 7.5."},"negative_prompt":{"type":"string","minLength":1,"maxLength":1000,"description":"What the picture shall not show; at most 80 words."},"original_language":{"type":"string","pattern":"^[a-z]{2,3}$","description":"Language of content; Turbotext takes ru."},"user_id":{"type":"integer","minimum":1,"description":"Number of the account's user at Turbotext; it takes 1."},"face_restore":{"type":"boolean","description":"Whether deepfake mends the face afterwards."},"poll_ms":{"type":"integer","minimum":500,"maximum":10000,"default":2500,"description":"Milliseconds between two questions for the picture."},"download_hosts":{"type":"array","items":{"type":"string","pattern":"^[a-z0-9.-]+(:[0-9]{1,5})?$","maxLength":253},"maxItems":16,"description":"Hosts beside that of TURBOTEXT_BASE_URL from which a picture may be fetched; they never get the key."}},"allOf":[{"if":{"properties":{"operation":{"const":"image2image"}},"required":["operation"]},"then":{"required":["content"]}},{"if":{"properties":{"operation":{"enum":["mix","deepfake"]}},"required":["operation"]},"then":{"required":["second_image_url"]}}],"additionalProperties":false};
const pattern2 = new RegExp("^https?://", "u");
const pattern3 = new RegExp("^[a-z]{2,3}$", "u");
const pattern4 = new RegExp("^[a-z0-9.-]+(:[0-9]{1,5})?$", "u");

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
validate18.errors = [{instancePath,schemaPath:"#/allOf/0/then/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
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
validate18.errors = vErrors;
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
validate18.errors = [{instancePath,schemaPath:"#/allOf/1/then/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
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
validate18.errors = vErrors;
return false;
}
var valid0 = _errs6 === errors;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if((data.operation === undefined) && (missing4 = "operation")){
validate18.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs11 = errors;
for(const key0 in data){
if(!(func0.call(schema26.properties, key0))){
validate18.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs11 === errors){
if(data.operation !== undefined){
let data2 = data.operation;
const _errs12 = errors;
if(typeof data2 !== "string"){
validate18.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data2 === "image2image") || (data2 === "mix")) || (data2 === "deepfake"))){
validate18.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/enum",keyword:"enum",params:{allowedValues: schema26.properties.operation.enum},message:"must be equal to one of the allowed values"}];
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
validate18.errors = [{instancePath:instancePath+"/content",schemaPath:"#/properties/content/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
else {
if(func2(data3) < 1){
validate18.errors = [{instancePath:instancePath+"/content",schemaPath:"#/properties/content/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate18.errors = [{instancePath:instancePath+"/content",schemaPath:"#/properties/content/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate18.errors = [{instancePath:instancePath+"/second_image_url",schemaPath:"#/properties/second_image_url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"}];
return false;
}
else {
if(!pattern2.test(data4)){
validate18.errors = [{instancePath:instancePath+"/second_image_url",schemaPath:"#/properties/second_image_url/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""}];
return false;
}
}
}
else {
validate18.errors = [{instancePath:instancePath+"/second_image_url",schemaPath:"#/properties/second_image_url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate18.errors = [{instancePath:instancePath+"/strength",schemaPath:"#/properties/strength/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs18){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 80 || isNaN(data5)){
validate18.errors = [{instancePath:instancePath+"/strength",schemaPath:"#/properties/strength/maximum",keyword:"maximum",params:{comparison: "<=", limit: 80},message:"must be <= 80"}];
return false;
}
else {
if(data5 < 0 || isNaN(data5)){
validate18.errors = [{instancePath:instancePath+"/strength",schemaPath:"#/properties/strength/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
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
validate18.errors = [{instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs20){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 10000000000 || isNaN(data6)){
validate18.errors = [{instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000000000},message:"must be <= 10000000000"}];
return false;
}
else {
if(data6 < 1 || isNaN(data6)){
validate18.errors = [{instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
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
validate18.errors = [{instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20},message:"must be <= 20"}];
return false;
}
else {
if(data7 < 0.1 || isNaN(data7)){
validate18.errors = [{instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1},message:"must be >= 0.1"}];
return false;
}
}
}
else {
validate18.errors = [{instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/type",keyword:"type",params:{type: "number"},message:"must be number"}];
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
validate18.errors = [{instancePath:instancePath+"/negative_prompt",schemaPath:"#/properties/negative_prompt/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters"}];
return false;
}
else {
if(func2(data8) < 1){
validate18.errors = [{instancePath:instancePath+"/negative_prompt",schemaPath:"#/properties/negative_prompt/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate18.errors = [{instancePath:instancePath+"/negative_prompt",schemaPath:"#/properties/negative_prompt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if(!pattern3.test(data9)){
validate18.errors = [{instancePath:instancePath+"/original_language",schemaPath:"#/properties/original_language/pattern",keyword:"pattern",params:{pattern: "^[a-z]{2,3}$"},message:"must match pattern \""+"^[a-z]{2,3}$"+"\""}];
return false;
}
}
else {
validate18.errors = [{instancePath:instancePath+"/original_language",schemaPath:"#/properties/original_language/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate18.errors = [{instancePath:instancePath+"/user_id",schemaPath:"#/properties/user_id/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs28){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
validate18.errors = [{instancePath:instancePath+"/user_id",schemaPath:"#/properties/user_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
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
validate18.errors = [{instancePath:instancePath+"/face_restore",schemaPath:"#/properties/face_restore/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
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
validate18.errors = [{instancePath:instancePath+"/poll_ms",schemaPath:"#/properties/poll_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs32){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 10000 || isNaN(data12)){
validate18.errors = [{instancePath:instancePath+"/poll_ms",schemaPath:"#/properties/poll_ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"}];
return false;
}
else {
if(data12 < 500 || isNaN(data12)){
validate18.errors = [{instancePath:instancePath+"/poll_ms",schemaPath:"#/properties/poll_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 500},message:"must be >= 500"}];
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
validate18.errors = [{instancePath:instancePath+"/download_hosts",schemaPath:"#/properties/download_hosts/maxItems",keyword:"maxItems",params:{limit: 16},message:"must NOT have more than 16 items"}];
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
validate18.errors = [{instancePath:instancePath+"/download_hosts/" + i0,schemaPath:"#/properties/download_hosts/items/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters"}];
return false;
}
else {
if(!pattern4.test(data14)){
validate18.errors = [{instancePath:instancePath+"/download_hosts/" + i0,schemaPath:"#/properties/download_hosts/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9.-]+(:[0-9]{1,5})?$"},message:"must match pattern \""+"^[a-z0-9.-]+(:[0-9]{1,5})?$"+"\""}];
return false;
}
}
}
else {
validate18.errors = [{instancePath:instancePath+"/download_hosts/" + i0,schemaPath:"#/properties/download_hosts/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate18.errors = [{instancePath:instancePath+"/download_hosts",schemaPath:"#/properties/download_hosts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
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
validate18.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate18.errors = vErrors;
return errors === 0;
}
validate18.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateHttpSettings = validate19;
const schema27 = {"type":"object","description":"Settings of a slot with the provider http, an endpoint of your own. It gets the photo in a POST with X-Job-Id, Idempotency-Key, X-Deadline-Ms and X-Signature, which src/providers/http-request.ts shows how to check. It answers 200 with image/* or with JSON that has image_b64 or url; 202 with poll_url, at the same origin, and after_ms; or an error status with {error: {code, retryable, message}}, whose code content_rejected, or the status 422, refuses the photo.","required":["url"],"properties":{"url":{"type":"string","pattern":"^https?://","maxLength":2048,"description":"Address of the endpoint; https, unless it is private and PROVIDER_PRIVATE_ADDRESSES allows that."},"prompt":{"type":"string","maxLength":32000,"description":"What to do with the photo."},"params":{"type":"object","maxProperties":64,"description":"Anything else that the endpoint wants to know."},"encoding":{"type":"string","enum":["multipart","json"],"default":"multipart","description":"multipart sends a form with image, prompt and params; json sends an object with image_b64, content_type, prompt and params."}},"additionalProperties":false};

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
if((data.url === undefined) && (missing0 = "url")){
validate19.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "url") || (key0 === "prompt")) || (key0 === "params")) || (key0 === "encoding"))){
validate19.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
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
validate19.errors = [{instancePath:instancePath+"/url",schemaPath:"#/properties/url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"}];
return false;
}
else {
if(!pattern2.test(data0)){
validate19.errors = [{instancePath:instancePath+"/url",schemaPath:"#/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""}];
return false;
}
}
}
else {
validate19.errors = [{instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate19.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/maxLength",keyword:"maxLength",params:{limit: 32000},message:"must NOT have more than 32000 characters"}];
return false;
}
}
else {
validate19.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate19.errors = [{instancePath:instancePath+"/params",schemaPath:"#/properties/params/maxProperties",keyword:"maxProperties",params:{limit: 64},message:"must NOT have more than 64 properties"}];
return false;
}
}
else {
validate19.errors = [{instancePath:instancePath+"/params",schemaPath:"#/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate19.errors = [{instancePath:instancePath+"/encoding",schemaPath:"#/properties/encoding/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data3 === "multipart") || (data3 === "json"))){
validate19.errors = [{instancePath:instancePath+"/encoding",schemaPath:"#/properties/encoding/enum",keyword:"enum",params:{allowedValues: schema27.properties.encoding.enum},message:"must be equal to one of the allowed values"}];
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
validate19.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate19.errors = vErrors;
return errors === 0;
}
validate19.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateGeminiSettings = validate20;
const schema28 = {"type":"object","description":"Settings of a slot with the provider gemini (generateContent).","required":["prompt"],"properties":{"prompt":{"type":"string","minLength":1,"maxLength":32000,"description":"What to make of the photo."},"model":{"type":"string","pattern":"^[a-z0-9][a-z0-9.-]{0,99}$","default":"gemini-3.1-flash-image","description":"A model that answers with pictures. One that was shut down is a mistake in the configuration."},"api_version":{"type":"string","enum":["v1beta","v1"],"default":"v1beta","description":"Version of the API."},"aspect_ratio":{"type":"string","enum":["1:1","2:3","3:2","3:4","4:3","4:5","5:4","9:16","16:9","21:9"],"description":"Width to height of the picture. Without it the model decides, mostly as the photo is."},"image_size":{"type":"string","enum":["1K","2K","4K"],"description":"Sent only when set; models before gemini-3 refuse it."}},"additionalProperties":false};
const pattern6 = new RegExp("^[a-z0-9][a-z0-9.-]{0,99}$", "u");

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
if((data.prompt === undefined) && (missing0 = "prompt")){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "prompt") || (key0 === "model")) || (key0 === "api_version")) || (key0 === "aspect_ratio")) || (key0 === "image_size"))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
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
validate20.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/maxLength",keyword:"maxLength",params:{limit: 32000},message:"must NOT have more than 32000 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate20.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if(!pattern6.test(data1)){
validate20.errors = [{instancePath:instancePath+"/model",schemaPath:"#/properties/model/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9.-]{0,99}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9.-]{0,99}$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate20.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data2 === "v1beta") || (data2 === "v1"))){
validate20.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/enum",keyword:"enum",params:{allowedValues: schema28.properties.api_version.enum},message:"must be equal to one of the allowed values"}];
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
validate20.errors = [{instancePath:instancePath+"/aspect_ratio",schemaPath:"#/properties/aspect_ratio/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((data3 === "1:1") || (data3 === "2:3")) || (data3 === "3:2")) || (data3 === "3:4")) || (data3 === "4:3")) || (data3 === "4:5")) || (data3 === "5:4")) || (data3 === "9:16")) || (data3 === "16:9")) || (data3 === "21:9"))){
validate20.errors = [{instancePath:instancePath+"/aspect_ratio",schemaPath:"#/properties/aspect_ratio/enum",keyword:"enum",params:{allowedValues: schema28.properties.aspect_ratio.enum},message:"must be equal to one of the allowed values"}];
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
validate20.errors = [{instancePath:instancePath+"/image_size",schemaPath:"#/properties/image_size/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data4 === "1K") || (data4 === "2K")) || (data4 === "4K"))){
validate20.errors = [{instancePath:instancePath+"/image_size",schemaPath:"#/properties/image_size/enum",keyword:"enum",params:{allowedValues: schema28.properties.image_size.enum},message:"must be equal to one of the allowed values"}];
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
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateOpenaiSettings = validate21;
const schema29 = {"type":"object","description":"Settings of a slot with the provider openai (images/edits).","required":["prompt"],"properties":{"prompt":{"type":"string","minLength":1,"maxLength":32000,"description":"What to make of the photo."},"model":{"type":"string","pattern":"^[a-z0-9][a-z0-9.-]{0,99}$","default":"gpt-image-2","description":"Always sent, as the API's own default changes."},"size":{"type":"string","enum":["auto","1024x1024","1536x1024","1024x1536"],"default":"auto","description":"Width and height of the picture in pixels."},"quality":{"type":"string","enum":["low","medium","high","auto"],"default":"medium","description":"high and auto can take longer than T_sync_response."},"output_format":{"type":"string","enum":["jpeg","png","webp"],"default":"jpeg","description":"jpeg is made fastest."},"output_compression":{"type":"integer","minimum":0,"maximum":100,"description":"Quality of jpeg and webp, 100 the best. Sent only when set."},"background":{"type":"string","enum":["auto","opaque","transparent"],"description":"Sent only when set; transparent needs png or webp and a model that can do it."},"input_fidelity":{"type":"string","enum":["low","high"],"description":"How closely faces are kept. Sent only when set; not every model takes it."},"moderation":{"type":"string","enum":["auto","low"],"description":"How strictly photos are refused. Sent only when set."}},"additionalProperties":false};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
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
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func0.call(schema29.properties, key0))){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
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
validate21.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/maxLength",keyword:"maxLength",params:{limit: 32000},message:"must NOT have more than 32000 characters"}];
return false;
}
else {
if(func2(data0) < 1){
validate21.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if(!pattern6.test(data1)){
validate21.errors = [{instancePath:instancePath+"/model",schemaPath:"#/properties/model/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9.-]{0,99}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9.-]{0,99}$"+"\""}];
return false;
}
}
else {
validate21.errors = [{instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate21.errors = [{instancePath:instancePath+"/size",schemaPath:"#/properties/size/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data2 === "auto") || (data2 === "1024x1024")) || (data2 === "1536x1024")) || (data2 === "1024x1536"))){
validate21.errors = [{instancePath:instancePath+"/size",schemaPath:"#/properties/size/enum",keyword:"enum",params:{allowedValues: schema29.properties.size.enum},message:"must be equal to one of the allowed values"}];
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
validate21.errors = [{instancePath:instancePath+"/quality",schemaPath:"#/properties/quality/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data3 === "low") || (data3 === "medium")) || (data3 === "high")) || (data3 === "auto"))){
validate21.errors = [{instancePath:instancePath+"/quality",schemaPath:"#/properties/quality/enum",keyword:"enum",params:{allowedValues: schema29.properties.quality.enum},message:"must be equal to one of the allowed values"}];
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
validate21.errors = [{instancePath:instancePath+"/output_format",schemaPath:"#/properties/output_format/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data4 === "jpeg") || (data4 === "png")) || (data4 === "webp"))){
validate21.errors = [{instancePath:instancePath+"/output_format",schemaPath:"#/properties/output_format/enum",keyword:"enum",params:{allowedValues: schema29.properties.output_format.enum},message:"must be equal to one of the allowed values"}];
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
validate21.errors = [{instancePath:instancePath+"/output_compression",schemaPath:"#/properties/output_compression/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs12){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 100 || isNaN(data5)){
validate21.errors = [{instancePath:instancePath+"/output_compression",schemaPath:"#/properties/output_compression/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"}];
return false;
}
else {
if(data5 < 0 || isNaN(data5)){
validate21.errors = [{instancePath:instancePath+"/output_compression",schemaPath:"#/properties/output_compression/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
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
validate21.errors = [{instancePath:instancePath+"/background",schemaPath:"#/properties/background/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data6 === "auto") || (data6 === "opaque")) || (data6 === "transparent"))){
validate21.errors = [{instancePath:instancePath+"/background",schemaPath:"#/properties/background/enum",keyword:"enum",params:{allowedValues: schema29.properties.background.enum},message:"must be equal to one of the allowed values"}];
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
validate21.errors = [{instancePath:instancePath+"/input_fidelity",schemaPath:"#/properties/input_fidelity/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data7 === "low") || (data7 === "high"))){
validate21.errors = [{instancePath:instancePath+"/input_fidelity",schemaPath:"#/properties/input_fidelity/enum",keyword:"enum",params:{allowedValues: schema29.properties.input_fidelity.enum},message:"must be equal to one of the allowed values"}];
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
validate21.errors = [{instancePath:instancePath+"/moderation",schemaPath:"#/properties/moderation/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data8 === "auto") || (data8 === "low"))){
validate21.errors = [{instancePath:instancePath+"/moderation",schemaPath:"#/properties/moderation/enum",keyword:"enum",params:{allowedValues: schema29.properties.moderation.enum},message:"must be equal to one of the allowed values"}];
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
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlotIdParameter = validate22;
const schema30 = {"type":"string","enum":["slot-001","slot-002","slot-003","slot-004","slot-005","slot-006","slot-007","slot-008","slot-009","slot-010","slot-011","slot-012","slot-013","slot-014","slot-015","slot-test"]};

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
if(typeof data !== "string"){
validate22.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((((((((((((data === "slot-001") || (data === "slot-002")) || (data === "slot-003")) || (data === "slot-004")) || (data === "slot-005")) || (data === "slot-006")) || (data === "slot-007")) || (data === "slot-008")) || (data === "slot-009")) || (data === "slot-010")) || (data === "slot-011")) || (data === "slot-012")) || (data === "slot-013")) || (data === "slot-014")) || (data === "slot-015")) || (data === "slot-test"))){
validate22.errors = [{instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema30.enum},message:"must be equal to one of the allowed values"}];
return false;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"dynamicProps":false,"dynamicItems":false};
